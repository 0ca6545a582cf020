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
public final class ServeProcess implements AutoCloseable {
  /** A process of a test lives for seconds. */
  private static final List<String> COMPILED_LITTLE = List.of("-XX:TieredStopAtLevel=1");

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
    return run(home, COMPILED_LITTLE, environment, command);
  }

  /**
   * The same with options of the Java virtual machine.
   *
   * @param options such as {@code -Xmx512m}
   */
  public static ServeProcess run(
      Path home, List<String> options, Map<String, String> environment, String... command)
      throws IOException {
    return start(home, environment, javaLine(home, options, command));
  }

  /** The same, with input and output on a terminal that script(1) makes. */
  static ServeProcess onATerminal(Path home, Map<String, String> environment, String... command)
      throws IOException {
    String line =
        javaLine(home, COMPILED_LITTLE, command).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return start(home, environment, List.of("script", "-qec", "exec " + line, "/dev/null"));
  }

  private static List<String> javaLine(Path home, List<String> options, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
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
  public static void shareDatabasePrograms(Path home) throws IOException {
    Path data = home.resolve("data");
    PrivateFiles.makeDirectory(data);
    PrivateFiles.makeDirectory(data.resolve("mariadb"));
    Files.createSymbolicLink(
        data.resolve("mariadb/programs"), TestDatabase.embeddedIn(home).programs());
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public ServeProcess awaitReady() {
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

  public Process process() {
    return process;
  }

  public String out() {
    return read(out);
  }

  public String err() {
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
