package dev.usher.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the real server and spoils what goes through, in one way. */
final class FaultyServer implements AutoCloseable {
  /** What belongs to one connection, or what the client writes by itself. */
  private static final Set<String> HOP =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  static {
    // else every answer waits for the acknowledgement of its head
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final URI target;
  private final Fault fault;
  private final HttpServer server;

  /**
   * A message on its way; faults write into it. An answer knows its request. The path follows the
   * SCIM base, with the query.
   */
  static final class Message {
    final String method;
    String path;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String body;
    int status;

    /** What an answer answers; a request itself. */
    Message request = this;

    private Message(String method, String path, String body) {
      this.method = method;
      this.path = path;
      this.body = body;
    }

    /** Whether it is about one resource of that endpoint. */
    boolean isOne(String endpoint) {
      return path.matches(endpoint + "/[^.?/]+(\\?.*)?");
    }

    /** Whether it is about an endpoint as a whole. */
    boolean isAll(String endpoint) {
      return path.matches("(" + endpoint + ")(\\?.*)?");
    }
  }

  /** A way to be wrong. */
  interface Fault {
    /** Spoils a request before the real server has it. */
    default void request(Message request) {}

    /** Spoils an answer before the client has it. */
    default void answer(Message answer) {}
  }

  /**
   * @param target the SCIM base of the real server
   */
  FaultyServer(URI target, Fault fault) {
    this.target = target;
    this.fault = fault;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/scim/v2");
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      String path = uri.toString().substring("/scim/v2".length());
      byte[] body = exchange.getRequestBody().readAllBytes();
      Message request =
          new Message(exchange.getRequestMethod(), path, new String(body, StandardCharsets.UTF_8));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> request.headers.put(name, String.join(", ", values)));
      request.body = request.body.replace(base().toString(), target.toString());
      fault.request(request);
      Message answer = forward(request);
      answer.body = answer.body.replace(target.toString(), base().toString());
      answer.headers.replaceAll(
          (name, value) -> value.replace(target.toString(), base().toString()));
      fault.answer(answer);
      answer.headers.forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      boolean empty = bytes.length == 0 || List.of(204, 304).contains(answer.status);
      exchange.sendResponseHeaders(answer.status, empty ? -1 : bytes.length);
      if (!empty) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(bytes);
        }
      }
    }
  }

  private Message forward(Message request) throws IOException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(URI.create(target + request.path))
            .method(request.method, HttpRequest.BodyPublishers.ofString(request.body));
    request.headers.forEach(
        (name, value) -> {
          if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            forwarded.setHeader(name, value);
          }
        });
    try {
      HttpResponse<String> response =
          http.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
      Message answer = new Message(request.method, request.path, response.body());
      answer.request = request;
      answer.status = response.statusCode();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                  answer.headers.put(name, values.get(0));
                }
              });
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
