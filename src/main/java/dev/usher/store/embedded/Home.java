package dev.usher.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The directory of the embedded server and what lies where in it. Nobody else may look inside. */
record Home(Path directory) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> SECRET =
      PosixFilePermissions.fromString("rw-------");

  /** A Unix socket's path has 108 bytes in {@code sockaddr_un}, one of them the final NUL. */
  private static final int LONGEST_SOCKET_PATH = 107;

  private static final int PASSWORD_BYTES = 24;

  /** Makes the directories that are not there yet. */
  static Home prepare(Path directory) {
    Home home = new Home(directory);
    try {
      makePrivate(directory);
      makePrivate(home.temporary());
      makePrivate(home.run());
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "the database directory " + directory + " cannot be made: " + e, e);
    }
    return home;
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.setPosixFilePermissions(directory, OWNER_ONLY);
  }

  Path data() {
    return directory.resolve("data");
  }

  /** Where a first start builds the data directory before it becomes {@link #data()}. */
  Path unfinishedData() {
    return directory.resolve("data.unfinished");
  }

  Path temporary() {
    return directory.resolve("tmp");
  }

  Path run() {
    return directory.resolve("run");
  }

  Path socket() {
    return run().resolve("mariadbd.sock");
  }

  Path pidFile() {
    return run().resolve("mariadbd.pid");
  }

  /** The JDBC URL of the running server, for programs that do not hold the lock. */
  Path urlFile() {
    return run().resolve("url");
  }

  Path log() {
    return directory.resolve("mariadbd.log");
  }

  Path lock() {
    return directory.resolve("lock");
  }

  Path password() {
    return directory.resolve("password");
  }

  boolean socketFits() {
    return socket().toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH;
  }

  boolean hasData() {
    return Files.isDirectory(data());
  }

  /** The server's password; made up when there is no data that already has one. */
  String passwordOrNew() {
    try {
      if (Files.exists(password())) {
        return Files.readString(password()).strip();
      }
      if (hasData()) {
        throw new EmbeddedDatabaseException(
            "the password of the database is missing: restore " + password());
      }
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      writeSecret(password(), made);
      return made;
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("cannot use " + password() + ": " + e, e);
    }
  }

  /** What the running server wrote with {@link #publishUrl}, or empty while it starts. */
  String publishedUrl() {
    try {
      return Files.exists(urlFile()) ? Files.readString(urlFile()).strip() : "";
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("cannot read " + urlFile() + ": " + e, e);
    }
  }

  void publishUrl(String url) {
    try {
      writeSecret(urlFile(), url);
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("cannot write " + urlFile() + ": " + e, e);
    }
  }

  void withdrawUrl() {
    try {
      Files.deleteIfExists(urlFile());
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("cannot remove " + urlFile() + ": " + e, e);
    }
  }

  /** Appears complete or not at all, readable by its owner only. */
  private static void writeSecret(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(SECRET));
    Files.writeString(unfinished, text + "\n", StandardOpenOption.WRITE);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
