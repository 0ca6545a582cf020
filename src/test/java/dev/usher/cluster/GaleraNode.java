package dev.usher.cluster;

import dev.usher.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One node of a cluster: its directory, its ports and, while it runs, its process. */
final class GaleraNode {
  static final String USER = "usher";
  static final String PASSWORD = "usher";

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final String CREATE =
      """
      CREATE DATABASE usher CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_as_ci;
      FLUSH PRIVILEGES;
      CREATE USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
      GRANT ALL PRIVILEGES ON usher.* TO '%1$s'@'127.0.0.1';
      """
          .formatted(USER, PASSWORD);

  private final GaleraPrograms programs;
  private final Path directory;
  private final Ports ports;
  private Process process;

  /**
   * Where a node listens, all of it on loopback.
   *
   * @param sql for clients
   * @param group for the other nodes' messages
   * @param catchUp for what it missed
   * @param copy for the data of a node that it joins
   */
  record Ports(int sql, int group, int catchUp, int copy) {}

  GaleraNode(GaleraPrograms programs, Path directory, Ports ports) {
    this.programs = programs;
    this.directory = directory;
    this.ports = ports;
  }

  Ports ports() {
    return ports;
  }

  /**
   * Keeping but one prepared statement, so that what can go wrong while statements are prepared
   * goes wrong all the time and not on new connections alone.
   */
  DatabaseSettings settings() {
    return DatabaseSettings.of(
        "jdbc:mariadb://127.0.0.1:" + ports.sql() + "/usher?sslMode=disable&prepStmtCacheSize=1",
        USER,
        PASSWORD);
  }

  /** Makes the system tables, the schema and the user; only the first node needs its own. */
  void makeData() throws IOException, InterruptedException {
    run(
        new ProcessBuilder(
            line(
                programs.installer().toString(),
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve")),
        "");
    run(new ProcessBuilder(line(programs.server().toString(), "--bootstrap")), CREATE);
  }

  private void run(ProcessBuilder builder, String input) throws IOException, InterruptedException {
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
    Process running = builder.start();
    try (var in = running.outputWriter()) {
      in.write(input);
    }
    if (running.waitFor() != 0) {
      throw new IllegalStateException(
          builder.command().get(0) + " failed: " + Files.readString(logFile()));
    }
  }

  /**
   * Starts it and returns when it serves.
   *
   * @param group the addresses of all nodes
   * @param isFirst whether it founds the cluster instead of joining it
   */
  void start(List<GaleraNode> group, boolean isFirst) throws IOException {
    List<String> line =
        line(
            programs.server().toString(),
            "--bind-address=127.0.0.1",
            "--port=" + ports.sql(),
            "--socket=mariadbd.sock",
            "--pid-file=mariadbd.pid",
            "--skip-ssl",
            "--skip-name-resolve",
            "--performance-schema=OFF",
            "--max-allowed-packet=64M",
            "--innodb-buffer-pool-size=64M",
            "--innodb-log-file-size=32M",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-autoinc-lock-mode=2",
            "--binlog-format=ROW",
            "--wsrep-on=ON",
            "--wsrep-provider=" + programs.library(),
            "--wsrep-cluster-name=usher-test",
            "--wsrep-cluster-address=gcomm://"
                + String.join(",", group.stream().map(GaleraNode::groupAddress).toList()),
            "--wsrep-node-address=127.0.0.1",
            "--wsrep-sst-method=rsync",
            "--wsrep-sst-receive-address=127.0.0.1:" + ports.copy(),
            "--wsrep-provider-options=base_host=127.0.0.1;base_port=%1$d;gmcast.listen_addr=tcp://127.0.0.1:%1$d;ist.recv_addr=127.0.0.1:%2$d;gcache.size=32M"
                .formatted(ports.group(), ports.catchUp()));
    if (isFirst) {
      line.add("--wsrep-new-cluster");
    }
    process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
    Awaitility.await()
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(100))
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("a node ended: " + Files.readString(logFile()));
              }
            })
        .until(this::serves);
  }

  private String groupAddress() {
    return "127.0.0.1:" + ports.group();
  }

  /** Its state is 4, Synced. */
  private boolean serves() {
    try {
      return Sql.text(settings(), "SHOW GLOBAL STATUS LIKE 'wsrep_local_state'", 2).equals("4");
    } catch (java.sql.SQLException notYet) {
      return false;
    }
  }

  private List<String> line(String program, String... more) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(program);
    line.add("--no-defaults");
    line.add("--datadir=" + data());
    line.add("--character-set-server=utf8mb4");
    line.add("--collation-server=utf8mb4_uca1400_nopad_as_ci");
    line.add("--default-time-zone=+00:00");
    unprivileged().ifPresent(user -> line.add("--user=" + user));
    line.addAll(List.of(more));
    return line;
  }

  /** Made on demand, for the user that the server runs as. */
  private Path data() throws IOException {
    Path data = directory.resolve("data");
    if (!Files.exists(data)) {
      Files.createDirectories(data);
      Optional<String> user = unprivileged();
      if (user.isPresent()) {
        Files.setOwner(
            data,
            data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.get()));
      }
    }
    return data;
  }

  /** Root must not run it: the copying of data to a node that joins gives root's rights up. */
  private Optional<String> unprivileged() throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return Optional.empty();
    }
    for (String user : List.of("mysql", "nobody")) {
      try {
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        return Optional.of(user);
      } catch (UserPrincipalNotFoundException tryTheNext) {
        continue;
      }
    }
    throw new IllegalStateException("there is no user that the server could run as");
  }

  private java.io.File log() {
    return logFile().toFile();
  }

  private Path logFile() {
    return directory.resolve("log");
  }

  /** As by a power failure. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }
}
