package dev.usher.cli;

import dev.usher.directory.key.MasterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the master key comes from. */
final class MasterKeyFile {
  private static final Logger log = LoggerFactory.getLogger(MasterKeyFile.class);

  private MasterKeyFile() {}

  /** The file that the first start with the embedded database creates. */
  static Path createdIn(Settings settings) {
    return settings.dataDirectory().resolve("master.key");
  }

  /**
   * The key that the settings name; for the embedded database else the created one, which is made
   * before its data. A key that was lost is not silently replaced: every link sent would be dead.
   */
  static MasterKeys load(Settings settings) {
    if (settings.key().text().isPresent()) {
      return parse("USHER_KEY", settings.key().text().get());
    }
    if (settings.key().file().isPresent()) {
      return read(settings.key().file().get());
    }
    if (settings.database().external().isPresent()) {
      log.warn("Using a master key that nobody else has and that ends with this process");
      return MasterKeys.generate(new SecureRandom());
    }
    Path file = createdIn(settings);
    if (!Files.exists(file)) {
      create(file, EmbeddedDatabase.isMade(settings));
    }
    return read(file);
  }

  private static void create(Path file, boolean late) {
    if (late) {
      throw new SettingsException(
          "the master key " + file + " is missing beside its database: restore it");
    }
    try {
      PrivateFiles.makeDirectory(file.getParent());
      PrivateFiles.write(file, MasterKeys.generate(new SecureRandom()).toText() + "\n");
    } catch (IOException e) {
      throw new SettingsException("the master key " + file + " cannot be made: " + e);
    }
  }

  private static MasterKeys read(Path file) {
    try {
      return parse("the key file " + file, Files.readString(file));
    } catch (IOException e) {
      throw new SettingsException("the key file " + file + " cannot be read: " + e);
    }
  }

  private static MasterKeys parse(String where, String text) {
    try {
      return MasterKeys.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(where + ": " + e.getMessage());
    }
  }
}
