package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.api.ScimMedia;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed, for whom, and what stays as it is. The client decompresses nothing. */
class CompressionTest {
  private static final String TEXTS = "/scim/v2/Texts/";
  private static final int LEAST = CompressedAnswers.LEAST_BYTES;
  private static final int MEGABYTE = 1 << 20;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(new Texts(), new TestResource());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Answers of any length, with a length that is known or not. */
  @Path(ScimMedia.BASE + "/Texts")
  @Produces(ScimMedia.SCIM_JSON)
  public static final class Texts {

    @GET
    @Path("{length}")
    public Response whole(@PathParam("length") int length, @QueryParam("caching") String caching) {
      return Response.ok(text(length)).header("Cache-Control", caching).tag("7").build();
    }

    @POST
    @Path("{length}")
    public Response answerTo(@PathParam("length") int length, JsonNode body) {
      return Response.status(201).entity(text(length)).build();
    }

    @GET
    @Path("streamed/{length}")
    public Response streamed(@PathParam("length") int length) {
      return Response.ok((StreamingOutput) out -> pieces(out, text(length))).build();
    }

    @GET
    @Path("broken/{length}")
    public Response broken(@PathParam("length") int length) {
      StreamingOutput half =
          out -> {
            pieces(out, text(length).substring(0, length / 2));
            throw new IllegalStateException("secret");
          };
      return Response.ok(half).build();
    }

    private static void pieces(OutputStream out, String text) throws IOException {
      for (int i = 0; i < text.length(); i += 1_000) {
        int end = Math.min(text.length(), i + 1_000);
        out.write(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** JSON of that many bytes, some of which cannot be foreseen. */
  private static String text(int length) {
    StringBuilder text = new StringBuilder("{\"text\":\"");
    for (int i = 0; text.length() < length - 2; i++) {
      text.append(Integer.toHexString(i * 0x9E3779B9)).append(' ');
    }
    text.setLength(length - 2);
    return text.append("\"}").toString();
  }

  private static HttpRequest.Builder request(String path, String... acceptEncoding) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer writer");
    for (String each : acceptEncoding) {
      request.header("Accept-Encoding", each);
    }
    return request;
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static Optional<String> header(HttpResponse<?> answer, String name) {
    assertThat(answer.headers().allValues(name)).hasSizeLessThan(2);
    return answer.headers().firstValue(name);
  }

  private static void assertGzip(HttpResponse<byte[]> answer, String text) throws Exception {
    assertThat(header(answer, "Content-Encoding")).hasValue("gzip");
    assertThat(header(answer, "Vary")).hasValue("Accept-Encoding");
    assertThat(header(answer, "Content-Type")).hasValue(ScimMedia.SCIM_JSON);
    assertThat(answer.body().length).isLessThan(text.length());
    assertThat(unzipped(answer.body())).isEqualTo(text);
  }

  private static void assertPlain(HttpResponse<byte[]> answer, String text) {
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  private static String unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {LEAST, 8_192, 8_193, 32_768, 32_769, MEGABYTE})
  void whoAsksForGzipGetsIt(int length) throws Exception {
    HttpResponse<byte[]> answer = send(request(TEXTS + length, "gzip, deflate, br"));
    assertGzip(answer, text(length));
    assertThat(header(answer, "Content-Length")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {LEAST, 32_768, MEGABYTE})
  void whoDoesNotAskGetsTheSameWithoutGzip(int length) throws Exception {
    HttpResponse<byte[]> answer = send(request(TEXTS + length));
    assertPlain(answer, text(length));
    assertThat(header(answer, "Vary")).hasValue("Accept-Encoding");
    assertThat(header(answer, "Content-Length")).hasValue("" + length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "identity", "br", "*;q=0", "gzip;q=0, *", ""})
  void whoRefusesGzipDoesNotGetIt(String acceptEncoding) throws Exception {
    HttpResponse<byte[]> answer = send(request(TEXTS + MEGABYTE, acceptEncoding));
    assertPlain(answer, text(MEGABYTE));
    assertThat(header(answer, "Vary")).hasValue("Accept-Encoding");
  }

  @Test
  void everyAcceptEncodingHeaderCounts() throws Exception {
    assertGzip(send(request(TEXTS + LEAST, "br", "gzip")), text(LEAST));
    assertPlain(send(request(TEXTS + LEAST, "*", "gzip;q=0")), text(LEAST));
  }

  @Test
  void whatIsShortStaysAsItIs() throws Exception {
    HttpResponse<byte[]> answer = send(request(TEXTS + (LEAST - 1), "gzip"));
    assertPlain(answer, text(LEAST - 1));
    assertThat(header(answer, "Vary")).hasValue("Accept-Encoding"); // it may be longer next time
    assertThat(header(answer, "Content-Length")).hasValue("" + (LEAST - 1));
  }

  @Test
  void errorsStayAsTheyAre() throws Exception {
    HttpResponse<byte[]> answer = send(request("/scim/v2/Nothing", "gzip"));
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    RunningServer.assertError(new String(answer.body(), StandardCharsets.UTF_8), 404, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-store", "private, no-store", "no-store, no-transform"})
  void whatMayNotBeStoredIsNeverCompressed(String caching) throws Exception {
    String path = TEXTS + MEGABYTE + "?caching=" + caching.replace(" ", "%20");
    assertPlain(send(request(path, "gzip")), text(MEGABYTE));
  }

  @Test
  void otherCachingDirectivesDoNotMatter() throws Exception {
    assertGzip(send(request(TEXTS + LEAST + "?caching=no-cache", "gzip")), text(LEAST));
  }

  @Test
  void theEtagIsTheSame() throws Exception {
    Optional<String> plain = header(send(request(TEXTS + MEGABYTE)), "ETag");
    assertThat(plain).hasValue("\"7\"");
    assertThat(header(send(request(TEXTS + MEGABYTE, "gzip")), "ETag")).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32_768, 32_769, 5 * MEGABYTE})
  void whatIsStreamedIsCompressedOnItsWay(int length) throws Exception {
    HttpResponse<byte[]> answer = send(request(TEXTS + "streamed/" + length, "gzip"));
    if (length < LEAST) {
      assertPlain(answer, text(length)); // it was whole before the first byte went out
    } else {
      assertGzip(answer, text(length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20_000, MEGABYTE, 5 * MEGABYTE})
  void anAnswerThatBreaksIsAnErrorWhereverThatIs(int length) throws Exception {
    for (String coding : new String[] {"gzip", "identity"}) {
      HttpResponse<byte[]> answer = send(request(TEXTS + "broken/" + length, coding));
      assertThat(header(answer, "Content-Encoding")).isEmpty();
      RunningServer.assertError(new String(answer.body(), StandardCharsets.UTF_8), 500, null);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LEAST - 1, LEAST, 32_768, MEGABYTE})
  void headHasTheHeadersOfGetAndNothingAfterThem(int length) throws Exception {
    try (RawConnection connection = server.connect()) {
      String path = TEXTS + length;
      connection.send(
          "HEAD "
              + path
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: writer\r\nAccept-Encoding: gzip\r\n\r\n");
      RawConnection.Answer head = connection.headAnswer();
      RawConnection.Answer next =
          connection.head("GET " + path + " HTTP/1.1", "Host: x", "Authorization: writer").answer();

      assertThat(head.status()).isEqualTo(200);
      HttpResponse<byte[]> get = send(request(path, "gzip"));
      for (String name : new String[] {"Content-Encoding", "Vary", "ETag", "Content-Type"}) {
        assertThat(Optional.ofNullable(head.headers().get(name.toLowerCase(Locale.ROOT))))
            .as(name)
            .isEqualTo(header(get, name));
      }
      if (length >= LEAST) {
        assertThat(head.headers()).doesNotContainKey("content-length");
      }
      assertThat(next.body()).isEqualTo(text(length));
    }
  }

  @Test
  void anAnswerAfterContinueIsCompressedAsAnyOther() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.head(
          "POST " + TEXTS + MEGABYTE + " HTTP/1.1",
          "Host: x",
          "Authorization: writer",
          "Content-Type: application/json",
          "Content-Length: 2",
          "Accept-Encoding: gzip",
          "Expect: 100-continue");
      RawConnection.Answer interim = connection.headAnswer();
      assertThat(interim.status()).isEqualTo(100);
      assertThat(interim.headers()).isEmpty();
      RawConnection.Answer answer = connection.send("{}").answer();
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.headers()).containsEntry("content-encoding", "gzip");
      assertThat(unzipped(answer.bytes())).isEqualTo(text(MEGABYTE));
    }
  }

  @Test
  void aShortAnswerAfterContinueIsNot() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            request(TEXTS + "100", "gzip")
                .expectContinue(true)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertPlain(answer, text(100));
  }

  @Test
  void anAnswerWithoutABodyHasNoCoding() throws Exception {
    HttpResponse<byte[]> answer =
        send(request("/scim/v2/Things/1", "gzip").method("DELETE", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    assertThat(header(answer, "Transfer-Encoding")).isEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void anAnswerInHttp10IsNotCompressed() throws Exception {
    try (RawConnection connection = server.connect()) {
      RawConnection.Answer answer =
          connection
              .head(
                  "GET " + TEXTS + MEGABYTE + " HTTP/1.0",
                  "Authorization: writer",
                  "Accept-Encoding: gzip")
              .answer();
      assertThat(answer.headers()).doesNotContainKey("content-encoding");
      assertThat(answer.body()).isEqualTo(text(MEGABYTE));
    }
  }

  @Test
  void answersOnOneConnectionDoNotDisturbEachOther() throws Exception {
    try (RawConnection connection = server.connect()) {
      for (String coding : new String[] {"gzip", "identity", "gzip", "identity"}) {
        RawConnection.Answer answer =
            connection
                .head(
                    "GET " + TEXTS + 50_000 + " HTTP/1.1",
                    "Host: x",
                    "Authorization: writer",
                    "Accept-Encoding: " + coding)
                .answer();
        String body =
            answer.headers().containsKey("content-encoding")
                ? unzipped(answer.bytes())
                : answer.body();
        assertThat(answer.headers().containsKey("content-encoding"))
            .isEqualTo(coding.equals("gzip"));
        assertThat(body).isEqualTo(text(50_000));
      }
    }
  }

  @Test
  void aCompressedRequestIsNotDecompressed() throws Exception {
    String bomb = "{\"a\":\"" + "0".repeat(MEGABYTE) + "\"}";
    for (String body : new String[] {"{\"a\":1}", bomb}) {
      byte[] small = zipped(body);
      assertThat(small.length).isLessThan((int) RunningServer.MAX_BODY);
      HttpResponse<byte[]> answer =
          send(
              request("/scim/v2/Things")
                  .header("Content-Type", "application/json")
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(small)));
      RunningServer.assertError(new String(answer.body(), StandardCharsets.UTF_8), 415, null);
    }
  }
}
