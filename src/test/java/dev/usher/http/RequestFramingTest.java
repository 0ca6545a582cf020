package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.api.ScimMedia;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one request ends and the next begins, whatever its method (RFC 9112 §6). */
class RequestFramingTest {
  /** A target that is refused before the body is read. */
  private static final String REFUSED_AT_ONCE = "/scim/v2/Things/%zz HTTP/1.1";

  private static final String COMMON =
      "Host: x\r\nAuthorization: Bearer writer\r\nContent-Type: application/scim+json\r\n";
  private static final String SMUGGLED =
      "DELETE /scim/v2/Things/smuggled HTTP/1.1\r\n" + COMMON + "\r\n";
  private static final List<String> OFFERED =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Queue<String> RECEIVED = new ConcurrentLinkedQueue<>();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(new Recorder());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    RECEIVED.clear();
  }

  static Stream<Arguments> offeredMethods() {
    return OFFERED.stream().flatMap(RequestFramingTest::withEachBody);
  }

  static Stream<Arguments> otherMethods() {
    return Stream.of("TRACE", "CONNECT", "PRI", "QUERY", "get", "delete", "G", "M".repeat(5_000))
        .flatMap(RequestFramingTest::withEachBody);
  }

  static Stream<Arguments> noTokens() {
    return Stream.of("G(T", "D\u00e9L", "GET\t", "\"", "{}", "A:B", "")
        .flatMap(RequestFramingTest::withEachBody);
  }

  private static Stream<Arguments> withEachBody(String method) {
    return Stream.of("none", "length", "chunked").map(body -> Arguments.of(method, body));
  }

  @ParameterizedTest
  @MethodSource("offeredMethods")
  void theBodyOfAnOfferedMethodIsNeverTheNextRequest(String method, String body) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(
          request(method, "first", body) + request("GET", "second", "none") + closing("third"));
      assertThat(answer(connection, method).status()).isLessThan(300);
      assertThat(connection.answer().status()).isEqualTo(200);
      assertThat(connection.answer().status()).isEqualTo(200);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(RECEIVED).containsExactly(method + " first", "GET second", "GET third");
  }

  @ParameterizedTest
  @MethodSource("otherMethods")
  void anotherMethodIs501AndNothingBehindItIsTakenForARequest(String method, String body)
      throws Exception {
    refused(request(method, "first", body), 501);
  }

  @ParameterizedTest
  @MethodSource("noTokens")
  void aMethodThatIsNoTokenIs400AndNothingBehindItIsTakenForARequest(String method, String body)
      throws Exception {
    refused(request(method, "first", body), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /scim/v2/Things/first HTTP/1.1\n" + COMMON + "\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\nHost: x\r\n\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\nHost: x\rA: b\r\n\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "A: b\r\n c\r\n\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\n A: b\r\n" + COMMON + "\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "A : b\r\n\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "A\r\n\r\n",
        "GET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + ": b\r\n\r\n",
        "GET  /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "\r\n",
        "GET\t/scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "\r\n",
        "GET /scim/v2/Things/first  HTTP/1.1\r\n" + COMMON + "\r\n",
        "GET /scim/v2/Things/first HTTP/1.1 \r\n" + COMMON + "\r\n",
        "GET /scim/v2/Things/first\r\n" + COMMON + "\r\n",
        "GET /scim/v2/Things/first \r\n" + COMMON + "\r\n",
        " GET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "\r\n",
        "\r\n\r\n\r\n\r\n\r\nGET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "\r\n",
        "\nGET /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "\r\n",
        "POST /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "Content-Length: 5, 5\r\n\r\nabcde",
        "POST /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "Content-Length: +5\r\n\r\nabcde",
        "POST /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "Content-Length: 0x5\r\n\r\nabcde",
        "POST /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + "Content-Length:\r\n\r\nabcde",
        "POST /scim/v2/Things/first HTTP/1.1\r\n"
            + COMMON
            + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
        "POST /scim/v2/Things/first HTTP/1.1\r\n"
            + COMMON
            + "Content-Length: 9999999999999999999\r\n\r\nabcde",
        "POST /scim/v2/Things/first HTTP/1.0\r\n"
            + COMMON
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void aMalformedHeadIs400AndNothingBehindItIsTakenForARequest(String head) throws Exception {
    refused(head, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\nabcde\r\n0\r\n\r\n",
        "5\r\nabcde\n0\r\n\r\n",
        "5\r\nabcde0\r\n\r\n",
        "5\r\nabcdeXX0\r\n\r\n",
        "5\r\nabcde\r\n0\n\r\n",
        "5\r\nabcde\r\n0\r\n\n",
        "5;a\nb\r\nabcde\r\n0\r\n\r\n",
        "5;a=\"b\r\nabcde\r\n0\r\n\r\n",
        " 5\r\nabcde\r\n0\r\n\r\n",
        "+5\r\nabcde\r\n0\r\n\r\n",
        "0x5\r\nabcde\r\n0\r\n\r\n",
        "\r\n5\r\nabcde\r\n0\r\n\r\n",
        "5\r\nabcde\r\n0\r\nA: b\r\n c\r\n\r\n",
        "5\r\nabcde\r\n0\r\nA b\r\n\r\n",
        "5\r\nabcde\r\n0\r\nA: b\n\r\n",
        "8000000000000000\r\nabcde\r\n0\r\n\r\n",
        "10000000000000005\r\nabcde\r\n0\r\n\r\n",
      })
  void aMalformedChunkedBodyIs400AndNothingBehindItIsTakenForARequest(String body)
      throws Exception {
    refused(chunkedHead("first") + body, 400);
    assertThat(RECEIVED).isEmpty();
  }

  @Test
  void whatIsWrongWithTheFramingIsSaid() throws Exception {
    try (RawConnection connection = server.connect()) {
      assertThat(connection.head("GET / HTTP/1.1", "Host : x").answer().body())
          .contains("A header must begin with a name");
    }
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(chunkedHead("first") + "x").answer().body())
          .contains("a chunk does not begin with its size");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5;name=value\r\nabcde\r\n0\r\n\r\n",
        "5 ; name = \"a;b\\\"c\" ;x\r\nabcde\r\n0;last\r\n\r\n",
        "00005\r\nabcde\r\n000\r\n\r\n",
        "2\r\nab\r\n3\r\ncde\r\n0\r\nA: b\r\nContent-Length: 7\r\n\r\n",
      })
  void chunkExtensionsAndTrailersAreIgnored(String body) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(chunkedHead("first") + body + closing("second"));
      assertThat(connection.answer().body()).isEqualTo("abcde");
      assertThat(connection.answer().status()).isEqualTo(200);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(RECEIVED).containsExactly("POST first", "GET second");
  }

  @Test
  void emptyLinesBeforeARequestLineAreIgnored() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("\r\n\r\n" + request("GET", "first", "none") + "\r\n" + closing("second"));
      assertThat(connection.answer().status()).isEqualTo(200);
      assertThat(connection.answer().status()).isEqualTo(200);
    }
    assertThat(RECEIVED).containsExactly("GET first", "GET second");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void aRequestMayComeInPieces(int size) throws Exception {
    String requests =
        "\r\nPOST /scim/v2/Things/first HTTP/1.1\r\n"
            + COMMON
            + ("X-" + "y".repeat(50) + ": " + "z".repeat(400) + "\r\n").repeat(20)
            + "TRANSFER-ENCODING: CHUNKED\r\n\r\n"
            + chunked(SMUGGLED)
            + closing("second");
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < requests.length(); i += size) {
        connection.send(requests.substring(i, Math.min(requests.length(), i + size)));
      }
      assertThat(connection.answer().body()).isEqualTo(SMUGGLED);
      assertThat(connection.answer().status()).isEqualTo(200);
    }
    assertThat(RECEIVED).containsExactly("POST first", "GET second");
  }

  @ParameterizedTest
  @CsvSource({
    "Transfer-Encoding, chunked",
    "transfer-encoding, CHUNKED",
    "Transfer-Encoding, Chunked"
  })
  void theCodingIsFoundHoweverItIsWrittenAndWhereverTheHeadIsCut(String name, String coding)
      throws Exception {
    String head =
        "POST /scim/v2/Things/first HTTP/1.1\r\n" + COMMON + name + ": " + coding + "\r\n\r\n";
    for (int cut : new int[] {3, 30, head.length() - 10, head.length() - 1}) {
      RECEIVED.clear();
      try (RawConnection connection = server.connect()) {
        connection.send(head.substring(0, cut));
        Thread.sleep(30); // two reads of the server
        connection.send(head.substring(cut) + chunked(SMUGGLED) + closing("second"));
        assertThat(connection.answer().body()).isEqualTo(SMUGGLED);
        assertThat(connection.answer().status()).isEqualTo(200);
      }
      assertThat(RECEIVED).containsExactly("POST first", "GET second");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 9000", "Transfer-Encoding: chunked"})
  void whatIsLeftOfARefusedRequestIsNoRequest(String field) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("POST " + REFUSED_AT_ONCE + "\r\nHost: x\r\n" + field + "\r\n\r\n5");
      connection.answer().assertError(400, null);
      connection.send("\r\n" + SMUGGLED);
    }
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(closing("later")).answer().status()).isEqualTo(200);
    }
    assertThat(RECEIVED).containsExactly("GET later");
  }

  @Test
  void aBodyThatBreaksWhileItIsReadIs400() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(chunkedHead("first") + "5\r\nabcde");
      Thread.sleep(100); // the resource reads
      connection.send("\n0\r\n\r\n" + SMUGGLED);
      connection.answer().assertError(400, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(RECEIVED).isEmpty();
  }

  @Test
  void aChunkedBodyIsAskedFor() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head(
          "POST /scim/v2/Things/first HTTP/1.1",
          COMMON.strip(),
          "Transfer-Encoding: chunked",
          "Expect: 100-continue");
      assertThat(connection.headAnswer().status()).isEqualTo(100);
      assertThat(connection.send(chunked("abc") + closing("second")).answer().body())
          .isEqualTo("abc");
      assertThat(connection.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET  /scim/v2/Things/1 HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n"})
  void aClientThatGoesOnSendingReadsTheRefusalOfItsHead(String head) throws Exception {
    readsTheRefusalThough(head);
  }

  @Test
  void aClientThatGoesOnSendingReadsTheRefusalOfItsBody() throws Exception {
    readsTheRefusalThough(chunkedHead("first") + "zz\r\n");
    assertThat(RECEIVED).isEmpty();
  }

  @Test
  void aBodyThatBreaksLaterIsRefusedToo() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(chunkedHead("first") + "3\r\nabc\r\n");
      Thread.sleep(50);
      connection.send("zz\r\n" + SMUGGLED);
      connection.answer().assertError(400, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(RECEIVED).isEmpty();
  }

  @Test
  void theAnswerToARefusedHeadRequestHasNoBody() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("HEAD /scim/v2/Things/1 HTTP/1.1\r\nHost : x\r\n\r\n");
      assertThat(connection.headAnswer().status()).isEqualTo(400);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  /** Sends more than the buffers of the connection take before it reads. */
  private static void readsTheRefusalThough(String broken) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(broken);
      Thread.sleep(100);
      for (int i = 0; i < 20; i++) {
        connection.send("x".repeat(100_000));
      }
      connection.answer().assertError(400, null);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aBodyThatBreaksAfterTheAnswerClosesTheConnection() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST " + REFUSED_AT_ONCE + "\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      connection.answer().assertError(400, null);
      connection.send("zz\r\n" + SMUGGLED);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(RECEIVED).isEmpty();
  }

  private static void refused(String first, int status) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(first + request("GET", "second", "none") + SMUGGLED);
      RawConnection.Answer answer = connection.answer().assertError(status, null);
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(RECEIVED).doesNotContain("GET second", "DELETE smuggled");
  }

  private static RawConnection.Answer answer(RawConnection connection, String method)
      throws IOException {
    return method.equals("HEAD") ? connection.headAnswer() : connection.answer();
  }

  private static String request(String method, String id, String body) {
    String head = method + " /scim/v2/Things/" + id + " HTTP/1.1\r\n" + COMMON;
    return switch (body) {
      case "none" -> head + "\r\n";
      case "length" -> head + "Content-Length: " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED;
      default -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunked(SMUGGLED);
    };
  }

  private static String chunkedHead(String id) {
    return "POST /scim/v2/Things/"
        + id
        + " HTTP/1.1\r\n"
        + COMMON
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  private static String chunked(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n0\r\n\r\n";
  }

  private static String closing(String id) {
    return "GET /scim/v2/Things/" + id + " HTTP/1.1\r\n" + COMMON + "Connection: close\r\n\r\n";
  }

  /** Notes each request that it gets. */
  @Path(ScimMedia.BASE + "/Things/{id}")
  @Consumes(ScimMedia.SCIM_JSON)
  @Produces(ScimMedia.SCIM_JSON)
  public static final class Recorder {
    @GET
    public Response get(@PathParam("id") String id) {
      return received("GET", id);
    }

    @HEAD
    public Response head(@PathParam("id") String id) {
      return received("HEAD", id);
    }

    @OPTIONS
    public Response options(@PathParam("id") String id) {
      return received("OPTIONS", id);
    }

    @DELETE
    public Response delete(@PathParam("id") String id) {
      return received("DELETE", id);
    }

    @POST
    public Response post(@PathParam("id") String id, InputStream body) throws IOException {
      byte[] bytes = body.readAllBytes();
      received("POST", id);
      return Response.ok(bytes).build();
    }

    @PUT
    public Response put(@PathParam("id") String id, InputStream body) throws IOException {
      body.readAllBytes();
      return received("PUT", id);
    }

    @PATCH
    public Response patch(@PathParam("id") String id, InputStream body) throws IOException {
      body.readAllBytes();
      return received("PATCH", id);
    }

    private static Response received(String method, String id) {
      RECEIVED.add(method + " " + id);
      return Response.ok(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)).build();
    }
  }
}
