package dev.usher.store.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes a data directory: the system tables, the schema, and the one user that may use it. */
record Bootstrap(Home home, CommandLine commandLine, Startup startup) {

  /**
   * Builds the directory aside and moves it into place when it is complete, so that an interrupted
   * first start is simply done again.
   *
   * @param password of letters, digits, {@code -} and {@code _}
   */
  void run(String password) {
    Path data = home.unfinishedData();
    try {
      Programs.deleteTree(data);
      Files.createDirectory(
          data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      long before = Files.exists(home.log()) ? Files.size(home.log()) : 0;
      Process server = start(data);
      startup.began(server.toHandle());
      int exitCode = feed(server, password);
      startup.passed();
      if (exitCode != 0) {
        throw StartFailure.explain(StartFailure.since(home.log(), before), home.log());
      }
      Files.move(data, home.data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("the database cannot be made in " + data + ": " + e, e);
    }
  }

  private Process start(Path data) {
    try {
      return new ProcessBuilder(commandLine.bootstrap(data))
          .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw StartFailure.cannotRun(commandLine.programs().server(), e);
    }
  }

  private int feed(Process server, String password) {
    try (OutputStream sql = server.getOutputStream()) {
      sql.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
      for (Path script : commandLine.programs().systemTables()) {
        Files.copy(script, sql);
      }
      sql.write(accounts(password).getBytes(StandardCharsets.UTF_8));
    } catch (IOException brokenPipe) {
      // The server ended early; its exit code and its log say why.
    }
    try {
      return server.waitFor();
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedDatabaseException("interrupted while making the database", e);
    }
  }

  /** One statement a line. Of the accounts that come with MariaDB only the locked one stays. */
  private static String accounts(String password) {
    return """
        DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';
        DELETE FROM mysql.proxies_priv;
        FLUSH PRIVILEGES;
        CREATE DATABASE %1$s CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
        CREATE USER '%2$s'@'localhost' IDENTIFIED BY '%3$s';
        CREATE USER '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
        GRANT ALL PRIVILEGES ON %1$s.* TO '%2$s'@'localhost', '%2$s'@'127.0.0.1';
        """
        .formatted(EmbeddedMariaDb.SCHEMA, EmbeddedMariaDb.USER, password);
  }
}
