package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a resource is chosen, sent byte by byte. */
class RefusedRequestsTest {
  private static final String HOST = "Host: x";
  private static final String TOKEN = "Authorization: Bearer writer";
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(new TestResource());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scim/v2/Things/%",
        "/scim/v2/Things/%4",
        "/scim/v2/Things/%zz",
        "/scim/v2/Things/%00",
        "/scim/v2/Things/%ff",
        "/scim/v2/Things/a\u0000b",
        "/scim/v2/Things/\u00e9",
        "/scim/v2/Things/a\"b",
        "/scim/v2/Things/a#b",
        "/outside/%zz",
        "/scim/v2/Things?filter=%",
        "/scim/v2/Things?filter=%c3",
        "/scim/v2/Things?filter=a%00",
        "/scim/v2/Things?filter=\u00e9",
        "*",
        "scim/v2/Things",
      })
  void aTargetThatIsNoUriIs400(String target) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head("GET " + target + " HTTP/1.1", HOST, TOKEN).answer().assertError(400, null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/scim/v2/Things/a;b=c", "/scim/v2/Things;x", "/scim/v2/Things/a;jsessionid=1"})
  void matrixParametersAreNotCutOffAnId(String target) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head("GET " + target + " HTTP/1.1", HOST, TOKEN).answer().assertError(404, null);
    }
  }

  @Test
  void anEscapedSemicolonIsPartOfTheId() throws Exception {
    try (RawConnection connection = server.connect()) {
      RawConnection.Answer answer =
          connection.head("GET /scim/v2/Things/a%3Bb HTTP/1.1", HOST, TOKEN).answer();
      assertThat(answer.body()).isEqualTo("{\"id\":\"a;b\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: abc, 400",
    "Content-Length: -1, 400",
    "Content-Length: +1, 400",
    "Content-Length: 99999999999999999999, 400",
    "Content-Length : 1, 400",
    "Transfer-Encoding: gzip, 501",
    "Transfer-Encoding: chunked2, 501",
    "Na(me: x, 400",
    "Host: y, 400",
  })
  void aHeaderThatCouldHideARequestIsRefusedAndClosesTheConnection(String header, int status)
      throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, header)
          .answer()
          .assertError(status, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "X: a\u0000b",
        "X: a\u0001b",
      })
  void ambiguousFramingIs400AndClosesTheConnection(String headers) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, headers)
          .answer()
          .assertError(400, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aRequestWithoutHostIs400InHttp11AndFineInHttp10() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head("GET /health/live HTTP/1.1", "X: y").answer().assertError(400, null);
    }
    try (RawConnection connection = server.connect()) {
      assertThat(connection.head("GET /health/live HTTP/1.0", "X: y").answer().status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/3.7", "HTTP/2.0", "nonsense"})
  void anotherProtocolIs505(String protocol) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head("GET /health/live " + protocol, HOST).answer().assertError(505, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_host:1", "a b", "[::1", "/", ""})
  void nothingDependsOnWhatTheHostHeaderSays(String host) throws Exception {
    try (RawConnection connection = server.connect()) {
      assertThat(connection.head("GET /health/live HTTP/1.1", "Host: " + host).answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void theAbsoluteFormOfATargetWorks() throws Exception {
    try (RawConnection connection = server.connect()) {
      assertThat(connection.head("GET http://a_b/scim/v2/Things/1 HTTP/1.1", HOST, TOKEN).answer())
          .satisfies(a -> assertThat(a.body()).isEqualTo("{\"id\":\"1\"}"));
    }
  }

  @Test
  void headersOf100KibAreTakenAndOf140KibAre431() throws Exception {
    try (RawConnection connection = server.connect()) {
      assertThat(
              connection
                  .head("GET /health/live HTTP/1.1", HOST, "X: " + "x".repeat(100 * 1024))
                  .answer()
                  .status())
          .isEqualTo(200);
    }
    try (RawConnection connection = server.connect()) {
      connection
          .send("GET /health/live HTTP/1.1\r\n" + HOST + "\r\nX: " + "x".repeat(131_100))
          .answer()
          .assertError(431, null);
    }
  }

  @Test
  void tooManyHeadersAre431() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head("GET /health/live HTTP/1.1", HOST + "\r\nX: y".repeat(150))
          .answer()
          .assertError(431, null);
    }
  }

  @Test
  void aRequestLineThatIsTooLongIs414() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /" + "x".repeat(131_100)).answer().assertError(414, null);
    }
  }

  @Test
  void aQueryOf100KibIsTaken() throws Exception {
    try (RawConnection connection = server.connect()) {
      String filter = "x".repeat(100 * 1024);
      assertThat(
              connection
                  .head("GET /scim/v2/Things?filter=" + filter + " HTTP/1.1", HOST, TOKEN)
                  .answer()
                  .body())
          .contains(filter);
    }
  }

  @Test
  void anAnnouncedBodyOverTheLimitIs413() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, "Content-Length: 10001")
          .send("{" + " ".repeat(10_000))
          .answer()
          .assertError(413, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aChunkedBodyOverTheLimitIs413() throws Exception {
    String chunk = "400\r\n" + "{" + " ".repeat(1023) + "\r\n";
    String more = ("400\r\n" + " ".repeat(1024) + "\r\n").repeat(20);
    try (RawConnection connection = server.connect()) {
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, "Transfer-Encoding: chunked")
          .send(chunk + more + "0\r\n\r\n")
          .answer()
          .assertError(413, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aBodyOfTheLimitIsTakenEitherWay() throws Exception {
    String body = "{\"a\":\"" + "x".repeat((int) RunningServer.MAX_BODY - 8) + "\"}";
    try (RawConnection connection = server.connect()) {
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, "Content-Length: " + body.length())
          .send(body);
      assertThat(connection.answer().status()).isEqualTo(201);
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, "Transfer-Encoding: chunked")
          .send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void brokenChunksAre400() throws Exception {
    try (RawConnection connection = server.connect()) {
      RawConnection.Answer answer =
          connection
              .head("POST /scim/v2/Things HTTP/1.1", HOST, TOKEN, "Transfer-Encoding: chunked")
              .send("zz\r\n{}\r\n0\r\n\r\n")
              .answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.headers()).containsEntry("content-type", "application/scim+json");
    }
  }

  @Test
  void theBodyIsAskedForOnlyWhenItWouldBeTaken() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head(
          "POST /scim/v2/Things HTTP/1.1",
          HOST,
          TOKEN,
          "Content-Length: 2",
          "Expect: 100-continue");
      assertThat(connection.answer().status()).isEqualTo(100);
      assertThat(connection.send("{}").answer().status()).isEqualTo(201);
    }
    try (RawConnection connection = server.connect()) {
      connection
          .head(
              "POST /scim/v2/Things HTTP/1.1",
              HOST,
              TOKEN,
              "Content-Length: 10001",
              "Expect: 100-continue")
          .answer()
          .assertError(413, null);
    }
  }

  @Test
  void anotherExpectationIs417() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head("GET /scim/v2/Things HTTP/1.1", HOST, TOKEN, "Expect: miracles")
          .answer()
          .assertError(417, null);
    }
  }

  @Test
  void theConnectionServesOnAfterARefusalWithABody() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head("POST /scim/v2/Things HTTP/1.1", HOST, "Content-Length: 9")
          .send("{\"a\": 1 }");
      connection.answer().assertError(401, null);
      connection.head("GET /scim/v2/Nothing HTTP/1.1", HOST, TOKEN).answer().assertError(404, null);
      assertThat(connection.head("GET /scim/v2/Things/1 HTTP/1.1", HOST, TOKEN).answer().status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"TRACE, 501", "FROB, 501", "CONNECT, 501"})
  void aMethodThatNothingOffersIsAScimError(String method, int status) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head(method + " /scim/v2/Things/1 HTTP/1.1", HOST, TOKEN)
          .answer()
          .assertError(status, null);
    }
  }
}
