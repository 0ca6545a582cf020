package dev.usher.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of the settings, read as what they should be. A value that is not stops the start. */
final class SettingValues {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KiB|MiB|GiB)?");
  private static final Map<String, Long> SIZES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private final Map<String, String> values;
  private final Path home;

  /**
   * @param values by name; an empty one is not set
   * @param home where relative paths begin
   */
  SettingValues(Map<String, String> values, Path home) {
    this.values = Map.copyOf(values);
    this.home = home;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new SettingsException(named(name) + " is not set"));
  }

  int whole(String name, int least, int most) {
    String text = required(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw invalid(name, text, "a whole number from " + least + " to " + most);
  }

  boolean flag(String name) {
    String text = required(name);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, text, "true or false");
    };
  }

  /**
   * @param least inclusive
   * @param most inclusive
   * @param range both, in words
   */
  Duration duration(String name, Duration least, Duration most, String range) {
    String text = required(name);
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    }
    throw invalid(name, text, "a duration " + range);
  }

  /** In bytes, at least one. */
  long size(String name) {
    String text = required(name);
    Matcher matcher = SIZE.matcher(text);
    if (matcher.matches()) {
      String unit = Optional.ofNullable(matcher.group(2)).orElse("B");
      long size = Long.parseLong(matcher.group(1)) * SIZES.get(unit);
      if (size > 0) {
        return size;
      }
    }
    throw invalid(name, text, "a size such as 512KiB or 16MiB");
  }

  /** Text of a form. */
  String matching(String name, Pattern form, String inWords) {
    String text = required(name);
    if (!form.matcher(text).matches()) {
      throw invalid(name, text, inWords);
    }
    return text;
  }

  /** Separated by commas. */
  List<String> list(String name) {
    return text(name).stream()
        .flatMap(all -> Arrays.stream(all.split(",")))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  Optional<Path> path(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return home.resolve(text).toAbsolutePath().normalize();
              } catch (InvalidPathException e) {
                throw invalid(name, text, "a path");
              }
            });
  }

  /** A server root: http or https, a host, neither query nor fragment. */
  Optional<URI> serverRoot(String name) {
    return text(name)
        .map(
            text -> {
              try {
                URI uri = new URI(text);
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                  return uri;
                }
              } catch (URISyntaxException e) {
                // told below
              }
              throw invalid(name, text, "an address such as https://usher.example.com");
            });
  }

  static SettingsException invalid(String name, String value, String wanted) {
    return new SettingsException("%s is '%s': it must be %s".formatted(named(name), value, wanted));
  }

  /** As it is written in the file and in the environment. */
  static String named(String name) {
    return name + " (" + SettingNames.variable(name) + ")";
  }
}
