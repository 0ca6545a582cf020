package dev.usher.cli;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the settings: the defaults that are built into the program and name every setting there is;
 * over them the operator's file, {@code config/usher.yaml}, which is shipped with the same content;
 * over that the environment.
 */
final class SettingsLoader {
  private static final String SHIPPED = "/config/usher.yaml";
  private static final int SHIPPED_ORDINAL = 100;
  private static final int FILE_ORDINAL = 200;
  private static final int ENVIRONMENT_ORDINAL = 300;

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home what relative paths begin at, and whose {@code config/usher.yaml} is read
   * @param environment the environment variables
   */
  SettingsLoader(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /**
   * @param file to read instead of {@code USHER_CONFIG} or {@code config/usher.yaml}
   * @throws SettingsException for the first setting that is unknown or not usable
   */
  Settings load(Optional<Path> file) {
    YamlConfigSource shipped = yaml("the shipped usher.yaml", shipped(), SHIPPED_ORDINAL);
    SettingNames names = new SettingNames(shipped.getPropertyNames());
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(shipped)
            .withSources(
                new PropertiesConfigSource(
                    names.from(environment), "environment", ENVIRONMENT_ORDINAL));
    operatorsFile(file).ifPresent(path -> builder.withSources(checked(path, names)));
    SmallRyeConfig config = builder.build();
    Map<String, String> values = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      Optional.ofNullable(config.getConfigValue(name).getValue())
          .ifPresent(value -> values.put(name, value));
    }
    return Settings.from(new SettingValues(values, home));
  }

  private Optional<Path> operatorsFile(Optional<Path> file) {
    Optional<Path> named =
        file.or(
            () ->
                Optional.ofNullable(environment.get("USHER_CONFIG"))
                    .filter(path -> !path.isBlank())
                    .map(home::resolve));
    if (named.isPresent()) {
      if (!Files.isReadable(named.get())) {
        throw new SettingsException("the settings file " + named.get() + " cannot be read");
      }
      return named;
    }
    return Optional.of(home.resolve("config/usher.yaml")).filter(Files::exists);
  }

  private static YamlConfigSource checked(Path path, SettingNames names) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new SettingsException("the settings file " + path + " cannot be read: " + e);
    }
    YamlConfigSource source = yaml(path.toString(), text, FILE_ORDINAL);
    for (String name : new TreeMap<>(source.getProperties()).keySet()) {
      String plain = name.replaceAll("\\[\\d+\\]", "");
      if (!names.knows(plain) || plain.equals(Settings.KEY_TEXT)) {
        throw new SettingsException(
            "unknown setting " + plain + " in " + path + names.suggestionFor(plain));
      }
    }
    return source;
  }

  private static YamlConfigSource yaml(String name, String text, int ordinal) {
    try {
      return new YamlConfigSource(name, text, ordinal);
    } catch (RuntimeException e) {
      throw new SettingsException(name + " is not YAML: " + firstLine(e));
    }
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }

  private static String shipped() {
    try (InputStream in = SettingsLoader.class.getResourceAsStream(SHIPPED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
