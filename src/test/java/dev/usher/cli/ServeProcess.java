package dev.usher.cli;

import dev.usher.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Usher in a process of its own, as an operator runs it. */
final class ServeProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private ServeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command; what is not in the environment given is as it is shipped, but for the embedded
   * server's cache, which is small.
   */
  static ServeProcess run(Path home, Map<String, String> environment, String... command)
      throws IOException {
    return start(home, environment, javaLine(home, command));
  }

  /** The same, with input and output on a terminal that script(1) makes. */
  static ServeProcess onATerminal(Path home, Map<String, String> environment, String... command)
      throws IOException {
    String line =
        javaLine(home, command).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return start(home, environment, List.of("script", "-qec", "exec " + line, "/dev/null"));
  }

  private static List<String> javaLine(Path home, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-Dusher.home=" + home);
    line.add("-Dlogback.configurationFile=config/logback.xml"); // as the scripts do
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(Main.class.getName());
    line.addAll(List.of(command));
    return line;
  }

  private static ServeProcess start(Path home, Map<String, String> environment, List<String> line)
      throws IOException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("USHER_"));
    builder.environment().put("USHER_DB_EMBEDDED_BUFFER_POOL", "64M");
    builder.environment().putAll(environment);
    return new ServeProcess(builder.start(), out, err);
  }

  /** Spares a test the unpacking of the database's programs. */
  static void shareDatabasePrograms(Path home) throws IOException {
    Path data = home.resolve("data");
    PrivateFiles.makeDirectory(data);
    PrivateFiles.makeDirectory(data.resolve("mariadb"));
    Files.createSymbolicLink(
        data.resolve("mariadb/programs"), TestDatabase.embeddedIn(home).programs());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ServeProcess awaitReady() {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("ended: " + err());
              }
            })
        .until(() -> out().contains("Usher is ready"));
    return this;
  }

  /** The exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + out() + err());
    }
    return process.exitValue();
  }

  Process process() {
    return process;
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
