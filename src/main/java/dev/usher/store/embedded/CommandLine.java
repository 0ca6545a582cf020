package dev.usher.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of {@code mariadbd}, each with its reason. */
record CommandLine(Home home, Programs programs, EmbeddedSettings settings) {

  /** What names the server as ours in the list of processes. */
  static String dataArgument(Path data) {
    return "--datadir=" + data;
  }

  /**
   * Serves.
   *
   * @param port on loopback, or 0 for the socket alone
   */
  List<String> serve(int port) {
    List<String> line = common(home.data());
    line.add("--tmpdir=" + home.temporary());
    line.add("--pid-file=" + home.pidFile());
    if (port == 0) {
      line.add("--skip-networking");
      line.add("--socket=" + home.socket());
    } else {
      line.add("--bind-address=127.0.0.1");
      line.add("--port=" + port);
      line.add("--socket=mariadbd.sock"); // in the data directory; a full path would be too long
    }
    // Nothing leaves the machine; making a certificate would cost a start up to ten seconds.
    line.add("--skip-ssl");
    // Clients are on this machine; asking a name server for them could only fail or wait.
    line.add("--skip-name-resolve");
    line.add("--local-infile=OFF");
    line.add("--symbolic-links=0");
    line.add("--character-set-server=utf8mb4");
    line.add("--collation-server=utf8mb4_uca1400_nopad_as_ci");
    line.add("--default-time-zone=+00:00");
    // A resource may have 1 MiB, and a page of them travels in one statement's answer.
    line.add("--max-allowed-packet=64M");
    line.add("--max-connections=200");
    // What one session may take. Usher's own sessions have less; a migration may need more.
    line.add("--max-session-mem-used=512M");
    line.add("--max-heap-table-size=8M"); // a larger temporary table goes to the disk
    line.add("--sort-buffer-size=2M");
    line.add("--join-buffer-size=256K");
    line.add("--key-buffer-size=1M"); // of MyISAM, which has no table
    line.add("--innodb-buffer-pool-size=" + settings.bufferPool());
    // Room for the changes of a first synchronisation without a checkpoint in its middle.
    line.add("--innodb-log-file-size=128M");
    if (settings.durable()) {
      line.add("--innodb-flush-log-at-trx-commit=1"); // what was answered survives a power failure
    } else {
      line.add("--innodb-flush-log-at-trx-commit=0");
      line.add("--innodb-doublewrite=OFF");
    }
    return line;
  }

  /** Makes the system tables from what it reads on standard input. */
  List<String> bootstrap(Path data) {
    List<String> line = common(data);
    line.add("--bootstrap");
    line.add("--max-allowed-packet=8M");
    line.add("--net-buffer-length=16K");
    return line;
  }

  private List<String> common(Path data) {
    List<String> line = new ArrayList<>();
    line.add(programs.server().toString());
    line.add("--no-defaults"); // must come first: no file of this machine's has a say
    line.add("--basedir=" + programs.directory());
    line.add("--lc-messages-dir=" + programs.share());
    line.add(dataArgument(data));
    line.add("--performance-schema=OFF"); // 30 MB that nobody reads
    if (runningAsRoot()) {
      line.add("--user=root"); // mariadbd refuses root unless told
    }
    return line;
  }

  private static boolean runningAsRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }
}
