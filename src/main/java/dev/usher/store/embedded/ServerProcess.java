package dev.usher.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.mariadb.jdbc.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of {@code mariadbd}, from its start to its end. */
record ServerProcess(Process process, String url) {
  private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);

  private static final long POLL_MILLIS = 50;

  /**
   * Recovery after a crash may take long; it is told, and ended by a stop of this process alone.
   */
  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Starts the server and returns when it answers.
   *
   * @param port on loopback, or 0 for the socket alone
   * @param startup may be given up by another thread
   * @throws EmbeddedDatabaseException when it ends instead
   */
  static ServerProcess start(
      Home home, CommandLine commandLine, String password, int port, Startup startup) {
    String url = url(home, port);
    try {
      Files.deleteIfExists(home.socket());
      long before = Files.exists(home.log()) ? Files.size(home.log()) : 0;
      Process process =
          new ProcessBuilder(commandLine.serve(port))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
              .redirectErrorStream(true)
              .start();
      ServerProcess server = new ServerProcess(process, url);
      startup.began(process.toHandle());
      try {
        process.getOutputStream().close();
        boolean answers = server.awaitAnswer(password);
        startup.passed();
        if (answers) {
          return server;
        }
      } catch (RuntimeException | Error e) {
        server.stop();
        throw e;
      }
      throw StartFailure.explain(StartFailure.since(home.log(), before), home.log());
    } catch (IOException e) {
      throw StartFailure.cannotRun(commandLine.programs().server(), e);
    }
  }

  /** Without TLS, which the driver asks for unless told: nothing leaves the machine. */
  private static String url(Home home, int port) {
    return port == 0
        ? "jdbc:mariadb://localhost/%s?sslMode=disable&localSocket=%s"
            .formatted(EmbeddedMariaDb.SCHEMA, home.socket())
        : "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable".formatted(port, EmbeddedMariaDb.SCHEMA);
  }

  private boolean awaitAnswer(String password) {
    long tellAt = System.nanoTime() + TELL_EVERY_NANOS;
    try {
      while (process.isAlive()) {
        if (answers(url, password)) {
          return true;
        }
        if (System.nanoTime() - tellAt > 0) {
          log.info("Still waiting for the database server {}", process.pid());
          tellAt += TELL_EVERY_NANOS;
        }
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedDatabaseException("interrupted while starting the database", e);
    }
  }

  /**
   * Whether a server answers at that address.
   *
   * @throws EmbeddedDatabaseException when it answers and does not let Usher in
   */
  static boolean answers(String url, String password) {
    Properties login = new Properties();
    login.setProperty("user", EmbeddedMariaDb.USER);
    login.setProperty("password", password);
    try (Connection connection = new Driver().connect(url, login)) {
      return connection != null && connection.isValid(1);
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
        return false; // not yet
      }
      throw new EmbeddedDatabaseException("the database refuses Usher: " + e.getMessage(), e);
    }
  }

  void stop() {
    LeftOver.stop(process.toHandle());
  }
}
