package dev.usher.testing;

import dev.usher.store.Database;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.store.embedded.EmbeddedSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The real MariaDB that tests share: one server and one migrated, empty schema a test JVM, started
 * when the first test asks and stopped when the JVM ends. Tests keep apart by making accounts of
 * their own.
 */
public final class TestDatabase {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** More JVMs than ever run tests in one checkout at a time. */
  private static final int MOST_JVMS = 20;

  private TestDatabase() {}

  /** Open, migrated; never to be closed by a test. */
  public static Database shared() {
    return Shared.DATABASE;
  }

  /** How to reach the shared database. */
  public static DatabaseSettings settings() {
    return Shared.SERVER.connection();
  }

  /** A plain connection to the shared database, for statements no mapper has; the caller closes. */
  public static Connection connect() throws SQLException {
    return connect(settings());
  }

  /** A server of the test's own, fast and forgetful, in that empty directory. */
  public static EmbeddedSettings embeddedIn(Path directory) {
    return new EmbeddedSettings(directory, TARGET.resolve("mariadb"), "64M", false);
  }

  /** A plain connection to a database; the caller closes. */
  public static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  /** Initialised by the first use, once a JVM. */
  private static final class Shared {
    private static final EmbeddedMariaDb SERVER = start();
    private static final Database DATABASE = open(SERVER);

    /** The first directory that no other test JVM uses; its server files are used again. */
    private static EmbeddedMariaDb start() {
      for (int i = 0; i < MOST_JVMS; i++) {
        Optional<EmbeddedMariaDb> server =
            EmbeddedMariaDb.tryStart(embeddedIn(TARGET.resolve("testdb/" + i)));
        if (server.isPresent()) {
          return server.get();
        }
      }
      throw new IllegalStateException("too many test JVMs run in " + TARGET);
    }

    private static Database open(EmbeddedMariaDb server) {
      try (Connection connection = connect(server.connection());
          Statement statement = connection.createStatement()) {
        statement.execute("SET foreign_key_checks = OFF"); // the order of dropping is no matter
        statement.execute(
            "CREATE OR REPLACE DATABASE usher CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      Database database = Database.open(server.connection());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    database.close();
                    server.close();
                  }));
      database.migrate();
      return database;
    }
  }
}
