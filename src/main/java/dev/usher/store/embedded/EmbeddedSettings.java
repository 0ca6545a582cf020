package dev.usher.store.embedded;

import java.nio.file.Path;

/**
 * How the embedded server runs.
 *
 * @param directory its home: data, socket, password and log; made with mode 700
 * @param programs where the server's programs are unpacked to, once a version
 * @param bufferPool InnoDB's cache, as MariaDB writes sizes ({@code 512M})
 * @param durable whether a commit survives a power failure; false only where data is thrown away
 */
public record EmbeddedSettings(Path directory, Path programs, String bufferPool, boolean durable) {

  public EmbeddedSettings {
    directory = directory.toAbsolutePath().normalize();
    programs = programs.toAbsolutePath().normalize();
  }
}
