package dev.usher.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A database server that never comes to an answer and does not react to SIGTERM, as a real one does
 * not while it recovers from a crash.
 */
public final class EndlessRecovery {
  private static final String PROGRAM =
      """
      #!/bin/sh
      trap '' TERM
      while :; do sleep 1; done
      """;

  private EndlessRecovery() {}

  /**
   * Puts it where the embedded server's programs are expected.
   *
   * @param programs a directory that is not there yet
   */
  public static void installIn(Path programs) throws IOException {
    Path server = programs.resolve("mariadb-11.4.5/bin/mariadbd");
    Files.createDirectories(server.getParent());
    Files.writeString(server, PROGRAM);
    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
  }
}
