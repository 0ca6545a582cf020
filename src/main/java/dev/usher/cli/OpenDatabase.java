package dev.usher.cli;

import dev.usher.store.Database;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.store.embedded.Startup;
import java.io.IOException;
import java.time.Duration;

/** Opens the database that the settings choose. */
final class OpenDatabase {
  /** A command runs one transaction at a time. */
  private static final int CONNECTIONS_OF_A_COMMAND = 2;

  private OpenDatabase() {}

  /**
   * For a server, which runs the embedded database itself; it is yet to be migrated.
   *
   * @param opened closes what this opens
   */
  static Database forServer(Settings settings, ClosingStack opened) {
    prepareDataDirectory(settings);
    DatabaseSettings address =
        settings.database().external().orElseGet(() -> startEmbedded(settings, opened));
    return opened.push(
        Database.open(
            address
                .with(settings.database().poolSize(), settings.database().queryTimeout())
                .withWriteTimeout(settings.http().timeouts().writes())));
  }

  /** What is opened first lets another thread give up the start. */
  private static DatabaseSettings startEmbedded(Settings settings, ClosingStack opened) {
    Startup startup = opened.push(new Startup());
    return opened
        .push(EmbeddedMariaDb.start(EmbeddedDatabase.settings(settings), startup))
        .connection();
  }

  /** For a command, beside a server or not, which takes its time; its schema is up to date. */
  static Database forCommand(Settings settings, ClosingStack opened) {
    return connect(settings, CONNECTIONS_OF_A_COMMAND, opened);
  }

  /** For what measures a server of this process, with as many connections as that has. */
  static Database besideServer(Settings settings, ClosingStack opened) {
    return connect(settings, settings.database().poolSize(), opened);
  }

  private static Database connect(Settings settings, int connections, ClosingStack opened) {
    prepareDataDirectory(settings);
    DatabaseSettings address =
        settings
            .database()
            .external()
            .orElseGet(
                () ->
                    opened
                        .push(EmbeddedMariaDb.connectOrStart(EmbeddedDatabase.settings(settings)))
                        .connection());
    return open(
        address
            .with(connections, settings.database().queryTimeout())
            .withWriteTimeout(Duration.ZERO),
        opened);
  }

  private static Database open(DatabaseSettings address, ClosingStack opened) {
    Database database = opened.push(Database.open(address));
    database.migrate();
    return database;
  }

  /** The key comes before the data that is protected with it. */
  private static void prepareDataDirectory(Settings settings) {
    try {
      PrivateFiles.makeDirectory(settings.dataDirectory());
    } catch (IOException e) {
      throw new SettingsException(
          "the data directory " + settings.dataDirectory() + " cannot be made: " + e);
    }
    if (settings.database().external().isEmpty()) {
      MasterKeyFile.load(settings);
    }
  }
}
