package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command's exit codes and reports; what it finds is tested with the kit. */
class ConformanceCommandTest {
  private static final String SECRET = "this-is-the-token";

  static {
    // else every answer waits for the acknowledgement of its head
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void aConformingServerEndsWithZero() {
    String token = TestServer.shared().account("activation=direct").token();
    int code = run(Map.of("USHER_TOKEN", token), TestServer.shared().scim().toString());

    assertThat(code).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("PASS         RFC 7644 §3.3 ", " 0 failed")
        .doesNotContain(token);
  }

  /** Whatever the server says is told in a line, with the token struck out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{\"Resources\": 7, \"id\": {}}",
        "{\"Resources\": [7]}",
        "<html>this-is-the-token</html>",
        "{\"id\": \"this-is-the-token\", \"id\"",
        "\u0000\u0007"
      })
  void aServerThatTalksNonsenseEndsWithOneAndAReport(String nonsense) throws IOException {
    Path report = directory.resolve("report.json");
    HttpServer server = answering(200, nonsense);
    int code;
    try {
      code = run(Map.of(), url(server.getAddress().getPort()), SECRET, "--json", report.toString());
    } finally {
      server.stop(0);
    }

    assertThat(code).as(err.toString()).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAIL         RFC 7644 §3.3 ", "expected: ", "received: ")
        .doesNotContain(SECRET);
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("failed").intValue()).isPositive();
    assertThat(json.get("requirements").get(0).fieldNames())
        .toIterable()
        .contains("id", "section", "requirement", "verdict");
    assertThat(Files.readString(report)).doesNotContain(SECRET);
  }

  @Test
  void aServerThatDoesNotTakeTheTokenEndsWithTwo() {
    assertThat(run(Map.of(), TestServer.shared().scim().toString(), SECRET)).isEqualTo(2);
    assertThat(err.toString()).contains("does not take the token").doesNotContain(SECRET);
  }

  @Test
  void aServerThatIsNotThereEndsWithTwo() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(run(Map.of(), url(free), SECRET)).isEqualTo(2);
    assertThat(err.toString()).contains("no answer from the server").doesNotContain(SECRET);
  }

  @Test
  void aServerThatHangsEndsWithTwo() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(run(Map.of(), url(silent.getLocalPort()), SECRET, "--timeout", "1")).isEqualTo(2);
    }
    assertThat(err.toString()).contains("nothing within 1 s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/scim/v2",
        "/scim/v2 token",
        "ftp://127.0.0.1/ token",
        "http://user@127.0.0.1/ token",
        "http://127.0.0.1/?a=b token",
        "http://127.0.0.1/ token --timeout 0",
        "http://127.0.0.1/ tökén",
        "http://127.0.0.1/ a b"
      })
  void whatCannotBeMeantEndsWithTwoAndTheUsage(String words) {
    assertThat(run(Map.of(), words.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: conformance");
  }

  private int run(Map<String, String> environment, String... arguments) {
    return new CommandLine(new ConformanceCommand(environment))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port + "/scim/v2";
  }

  private static HttpServer answering(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (OutputStream answer = exchange.getResponseBody()) {
            answer.write(bytes);
          }
        });
    server.start();
    return server;
  }
}
