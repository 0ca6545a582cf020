package dev.usher.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a cluster on this machine is made of.
 *
 * @param server {@code mariadbd}, 10.11 or newer, which has the collations of the schema
 * @param installer makes a data directory
 * @param library Galera itself
 */
record GaleraPrograms(Path server, Path installer, Path library) {
  /** What brings them, for whoever reads why a test was skipped. */
  static final String TO_INSTALL =
      "a cluster needs MariaDB 10.11 or newer with Galera: apt-get install mariadb-server galera-4"
          + " rsync";

  private static final List<Path> LIBRARIES =
      Stream.of(
              "/usr/lib/galera/libgalera_smm.so",
              "/usr/lib/libgalera_smm.so",
              "/usr/lib64/galera-4/libgalera_smm.so",
              "/usr/lib64/galera/libgalera_smm.so")
          .map(Path::of)
          .toList();

  private static final Pattern VERSION = Pattern.compile("Ver (\\d+)\\.(\\d+)\\.");

  /** Empty where something is missing. */
  static Optional<GaleraPrograms> find() {
    Optional<Path> server = program("mariadbd").filter(GaleraPrograms::isNewEnough);
    Optional<Path> installer = program("mariadb-install-db");
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    boolean complete =
        server.isPresent()
            && installer.isPresent()
            && library.isPresent()
            && program("rsync").isPresent()
            && program("wsrep_sst_rsync").isPresent();
    return complete
        ? Optional.of(new GaleraPrograms(server.get(), installer.get(), library.get()))
        : Optional.empty();
  }

  private static Optional<Path> program(String name) {
    Stream<String> path =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/libexec"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isNewEnough(Path server) {
    try {
      Process asked = new ProcessBuilder(server.toString(), "--no-defaults", "--version").start();
      Matcher version = VERSION.matcher(new String(asked.getInputStream().readAllBytes()));
      return version.find()
          && Integer.parseInt(version.group(1)) * 1_000 + Integer.parseInt(version.group(2))
              >= 10_011;
    } catch (IOException e) {
      return false;
    }
  }
}
