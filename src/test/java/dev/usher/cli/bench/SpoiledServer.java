package dev.usher.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on plain sockets, which may answer as no HTTP library would. */
final class SpoiledServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Function<String, Reply> replies;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /**
   * What is answered.
   *
   * @param bytes sent as they are
   * @param closes whether the connection ends then
   */
  record Reply(String bytes, boolean closes) {
    static Reply of(int status, String body, String... headers) {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      return new Reply(head + "Content-Length: " + length + "\r\n\r\n" + body, false);
    }

    /** The connection ends without a byte. */
    static Reply nothing() {
      return new Reply("", true);
    }

    /** The connection ends after the answer, which does not say so. */
    Reply thenCloses() {
      return new Reply(bytes, true);
    }
  }

  /**
   * @param replies to a request, of which there is the first line without its version
   */
  SpoiledServer(Function<String, Reply> replies) {
    this.replies = replies;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::listen);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/scim");
  }

  /** What was asked, in order. */
  List<String> requests() {
    return requests;
  }

  /** How many connections there were. */
  int connections() {
    return connections.size();
  }

  private void listen() {
    try {
      while (true) {
        Socket connection = listening.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // the end of the test
    }
  }

  private void serve(Socket connection) {
    try (connection;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
      for (String first = in.readLine(); first != null; first = in.readLine()) {
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(line.substring(15).strip());
          }
        }
        for (int i = 0; i < length; i++) {
          in.read();
        }
        String request = first.replace(" HTTP/1.1", "").replace("/scim/", "/");
        requests.add(request);
        Reply reply = replies.apply(request);
        connection.getOutputStream().write(reply.bytes.getBytes(StandardCharsets.UTF_8));
        if (reply.closes) {
          return;
        }
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket each : connections) {
      each.close();
    }
    threads.shutdownNow();
  }
}
