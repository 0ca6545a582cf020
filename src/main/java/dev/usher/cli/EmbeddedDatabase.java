package dev.usher.cli;

import dev.usher.store.embedded.EmbeddedSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where in the data directory the embedded database is. */
final class EmbeddedDatabase {
  private EmbeddedDatabase() {}

  static EmbeddedSettings settings(Settings settings) {
    Path directory = settings.dataDirectory().resolve("mariadb");
    return new EmbeddedSettings(
        directory, directory.resolve("programs"), settings.database().bufferPool(), true);
  }

  /** Whether a first start made it already. */
  static boolean isMade(Settings settings) {
    return Files.exists(settings(settings).directory().resolve("data"));
  }
}
