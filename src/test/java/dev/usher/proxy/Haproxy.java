package dev.usher.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A HAProxy on the loopback with one server behind it. */
final class Haproxy implements AutoCloseable {
  static final String TO_INSTALL = "HAProxy is not installed: apt-get install haproxy";

  private final Process process;
  private final int port;
  private final Path control;

  private Haproxy(Process process, int port, Path control) {
    this.process = process;
    this.port = port;
    this.control = control;
  }

  /** The installed program. */
  static Optional<Path> program() {
    String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin";
    return Arrays.stream(path.split(":"))
        .map(directory -> Path.of(directory, "haproxy"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one with HAProxy's defaults.
   *
   * @param directory for its files; its path has to be short enough for a socket
   * @param server the port of the server behind it
   * @param options further lines of the configuration
   */
  static Haproxy start(Path program, Path directory, int server, String... options)
      throws IOException {
    int port = freePort();
    Path control = directory.resolve("control");
    Path configuration = directory.resolve("haproxy.cfg");
    Files.writeString(
        configuration,
        """
        global
          stats socket %s level user
        defaults
          mode http
          timeout connect 5s
          timeout client 20s
          timeout server 20s
          option forwardfor
          %s
        frontend clients
          bind 127.0.0.1:%d
          default_backend usher
        backend usher
          server one 127.0.0.1:%d
        """
            .formatted(control, String.join("\n  ", options), port, server));
    Process process =
        new ProcessBuilder(program.toString(), "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("haproxy.log").toFile())
            .start();
    Haproxy haproxy = new Haproxy(process, port, control);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(haproxy::listens);
    return haproxy;
  }

  int port() {
    return port;
  }

  /** How many connections to the server it has made. */
  int connectionsToServer() throws IOException {
    List<String> lines = statistics().lines().toList();
    List<String> names = List.of(lines.get(0).split(",", -1));
    String line =
        lines.stream().filter(each -> each.startsWith("usher,one,")).findFirst().orElseThrow();
    return Integer.parseInt(line.split(",", -1)[names.indexOf("connect")]);
  }

  private String statistics() throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(control));
      channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new IllegalStateException("HAProxy ended with " + process.exitValue(), e);
      }
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
