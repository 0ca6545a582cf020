package dev.usher.http;

import static dev.usher.http.RunningServer.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.testing.TestAdmission;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request passes, and what comes back when it does not. */
class HttpServiceTest {
  private static final String THINGS = "/scim/v2/Things";
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(new TestResource());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> post(String contentType, String body) throws Exception {
    HttpRequest.Builder request = server.request(THINGS).POST(BodyPublishers.ofString(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return server.send(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer writer", "bearer  writer", "BEARER writer", "writer"})
  void theTokenIsTakenAsBearerOrAlone(String authorization) throws Exception {
    HttpResponse<String> answer =
        server.send(server.request(THINGS).setHeader("Authorization", authorization));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"account\":\"acme\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anybody:writer", ":writer"})
  void theTokenIsTakenAsThePasswordOfBasic(String pair) throws Exception {
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    assertThat(
            server
                .send(server.request(THINGS).setHeader("Authorization", "Basic " + encoded))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer nobody", "Bearer", "Bearer ", "Basic !", "Basic d3JpdGVy", "a b", "x"})
  void aBadCredentialIs401WithAChallenge(String authorization) throws Exception {
    HttpResponse<String> answer =
        server.send(server.request(THINGS).setHeader("Authorization", authorization));
    assertError(answer, 401, null);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"Usher\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scim/v2/Things",
        "/scim/v2/Things/1",
        "/scim/v2/Unknown",
        "/scim/v2",
        "/scim/v2/",
        "/scim/v%32/Things",
        "/scim//v2/Things"
      })
  void nothingUnderTheBaseAnswersWithoutAToken(String path) throws Exception {
    try (RawConnection connection = server.connect()) {
      RawConnection.Answer answer =
          connection.head("GET " + path + " HTTP/1.1", "Host: x").answer();
      answer.assertError(401, null);
    }
  }

  @Test
  void twoAuthorizationHeadersAre401() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .head(
              "GET /scim/v2/Things HTTP/1.1",
              "Host: x",
              "Authorization: writer",
              "Authorization: writer")
          .answer()
          .assertError(401, null);
    }
  }

  @Test
  void aDatabaseThatIsDownDuringAuthenticationIs503WithRetryAfter() throws Exception {
    HttpResponse<String> answer =
        server.send(server.request(THINGS).setHeader("Authorization", "database-down"));
    assertError(answer, 503, null);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @ParameterizedTest
  @CsvSource({
    "reader, GET, /Things, 200",
    "reader, POST, /Things/.search, 200",
    "reader, POST, /Things, 403",
    "reader, PUT, /Things/1, 403",
    "reader, PATCH, /Things/1, 403",
    "reader, DELETE, /Things/1, 403",
    "reader, POST, /Bulk, 403",
    "reader, GET, /Me, 404",
    "reader, POST, /.search, 404",
    "reader, GET, /Invitations, 403",
    "reader, GET, /AuditEvents, 403",
    "writer, GET, /Things, 200",
    "writer, POST, /Things, 201",
    "writer, POST, /Invitations, 403",
    "writer, GET, /AuditEvents, 403",
    "inviter, POST, /Invitations, 404",
    "inviter, GET, /Invitations/1, 404",
    "inviter, GET, /%49nvitations/1, 404",
    "inviter, GET, /Things, 403",
    "admin, GET, /AuditEvents, 404",
    "admin, POST, /AuditEvents/.search, 404",
    "admin, GET, /Things, 403",
  })
  void aTokenMayDoWhatItsScopesSay(String token, String method, String path, int status)
      throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/scim/v2" + path)
                .setHeader("Authorization", token)
                .header("Content-Type", "application/scim+json")
                .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}")));
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status >= 400) {
      assertError(answer, status, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/scim", "/scim/v3/Things", "/health", "/health/x"})
  void anUnknownPathOutsideTheBaseIs404(String path) throws Exception {
    assertError(server.get(path), 404, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/scim/v2", "/scim/v2/Nothing", "/scim/v2/Things/1/2"})
  void anUnknownPathInsideTheBaseIs404(String path) throws Exception {
    assertError(server.get(path), 404, null);
  }

  @Test
  void aMethodThatIsNotOfferedIs405WithAllow() throws Exception {
    HttpResponse<String> answer = server.send(server.request(THINGS).DELETE());
    assertError(answer, 405, null);
    assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET").contains("POST");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "application/scim+json",
        "application/json",
        "text/json",
        "Application/JSON; charset=UTF-8",
        "application/scim+json; charset=ISO-8859-1"
      })
  void aBodyOfAnyJsonTypeIsTaken(String contentType) throws Exception {
    HttpResponse<String> answer = post(contentType, "{\"a\":\"\u00e9\"}");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/scim+json");
    assertThat(answer.body()).isEqualTo("{\"a\":\"\u00e9\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"})
  void aBodyOfAnotherTypeIs415(String contentType) throws Exception {
    assertError(post(contentType, "{}"), 415, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/json",
        "*/*",
        "application/*",
        "nonsense",
        "text/html, */*;q=0.1",
        "application/json;q=0.5, text/html"
      })
  void everyAcceptThatTakesSomeJsonIsAnsweredInScimJson(String accept) throws Exception {
    HttpResponse<String> answer = server.get(THINGS, "Accept", accept);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/scim+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/*, application/xml", "application/json;q=0"})
  void anAcceptThatTakesNoJsonIs406(String accept) throws Exception {
    assertError(server.get(THINGS, "Accept", accept), 406, null);
  }

  @Test
  void aGetMayHaveAContentTypeAndADeleteAnyAccept() throws Exception {
    assertThat(server.get(THINGS, "Content-Type", "text/plain").statusCode()).isEqualTo(200);
    HttpResponse<String> deleted =
        server.send(server.request(THINGS + "/1").header("Accept", "text/html").DELETE());
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\":}",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{\"a\":NaN}",
        "{'a':1}",
        "[]",
        "\"text\"",
        "null",
        "1"
      })
  void aBodyThatIsNoJsonObjectIsInvalidSyntax(String body) throws Exception {
    assertError(post("application/json", body), 400, "invalidSyntax");
  }

  @Test
  void aJsonErrorNamesItsPlaceAndNotItsText() throws Exception {
    String detail =
        assertError(post("application/json", "{\"a\":\n hunter2}"), 400, "invalidSyntax");
    assertThat(detail).contains("line 2").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({"60, 201", "100, 400", "4000, 400"})
  void jsonNestedTooDeeplyIsInvalidSyntax(int depth, int status) throws Exception {
    String body = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    HttpResponse<String> answer = post("application/json", body);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 400) {
      assertError(answer, 400, "invalidSyntax");
    }
  }

  @Test
  void numbersKeepTheirDigitsAndLaterDuplicatesWin() throws Exception {
    assertThat(post("application/json", "{\"a\":1,\"a\":123456789012345678901234567890.15}").body())
        .isEqualTo("{\"a\":123456789012345678901234567890.15}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH"})
  void anEmptyPutOrPatchIsInvalidSyntax(String method) throws Exception {
    assertError(
        server.send(server.request(THINGS + "/1").method(method, BodyPublishers.noBody())),
        400,
        "invalidSyntax");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "uniqueness, 409, uniqueness, -",
        "wait, 429, -, 2",
        "unavailable, 503, -, 5",
        "conflict, 503, -, 5",
        "timeout, 400, tooMany, -",
        "duplicate, 409, uniqueness, -",
        "foreign, 400, invalidValue, -",
        "bug, 500, -, -",
      })
  void whatAResourceThrowsBecomesAScimErrorWithoutItsText(
      String what, int status, String scimType, String retryAfter) throws Exception {
    HttpResponse<String> answer = server.get(THINGS + "/throw/" + what);
    assertError(answer, status, scimType);
    assertThat(answer.headers().firstValue("Retry-After"))
        .isEqualTo(Optional.ofNullable(retryAfter));
  }

  @Test
  void aFailureNamesTheRequestIdUnderWhichTheLogHasIt() throws Exception {
    HttpResponse<String> answer = server.get(THINGS + "/throw/bug", "X-Request-Id", "trace-7");
    assertThat(assertError(answer, 500, null)).contains("trace-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {THINGS, "/scim/v2/Nothing", "/nothing", "/health/live"})
  void aSaneRequestIdIsEchoedEverywhere(String path) throws Exception {
    assertThat(server.get(path, "X-Request-Id", "abc-1.2:3").headers().allValues("X-Request-Id"))
        .containsExactly("abc-1.2:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "<x>", "a\tb"})
  void aRequestIdThatCouldForgeALogLineIsReplaced(String id) throws Exception {
    assertThat(server.get(THINGS, "X-Request-Id", id).headers().firstValue("X-Request-Id"))
        .hasValueSatisfying(given -> assertThat(given).isNotEqualTo(id).hasSize(36));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?|-",
        "?&|-",
        "?aadOptscim062020|-",
        "?filter=a+b&|a b",
        "?filter=a%20b%2Bc|a b+c",
        "?filter=emails%5Btype+eq+%22work%22%5D|emails[type eq \"work\"]",
        "?unknown=1&filter=x|x"
      })
  void queriesAreReadLeniently(String query, String filter) throws Exception {
    String expected =
        filter.equals("-") ? "{\"filter\":null" : "\"filter\":\"" + filter.replace("\"", "\\\"");
    assertThat(server.get(THINGS + query).body()).contains(expected);
  }

  @Test
  void aQueryWithBareQuotesAndBracketsIsRead() throws Exception {
    try (RawConnection connection = server.connect()) {
      assertThat(
              connection
                  .head(
                      "GET /scim/v2/Things?filter=a[b+eq+\"c\"]{d|e}^<> HTTP/1.1",
                      "Host: x",
                      "Authorization: writer")
                  .answer()
                  .body())
          .contains("\"filter\":\"a[b eq \\\"c\\\"]{d|e}^<>\"");
    }
  }

  @Test
  void theSourceIsWhatTheTrustedProxySays() throws Exception {
    assertThat(server.get(THINGS).body()).contains("\"source\":\"127.0.0.1\"");
    assertThat(server.get(THINGS, "X-Forwarded-For", "6.6.6.6, 203.0.113.9").body())
        .contains("\"source\":\"203.0.113.9\"");
    assertThat(server.get(THINGS, "X-Forwarded-For", "1.2.3.4, forged text").body())
        .contains("\"source\":\"127.0.0.1\"");
  }

  @Test
  void allLinesOfXForwardedForAreRead() throws Exception {
    String[] lines = {"X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "203.0.113.9"};
    assertThat(server.get(THINGS, lines).body()).contains("\"source\":\"203.0.113.9\"");
    String[] trusted = {"X-Forwarded-For", "[2001:DB8:0::1]:80", "X-Forwarded-For", "127.0.0.1"};
    assertThat(server.get(THINGS, trusted).body()).contains("\"source\":\"2001:db8::1\"");
  }

  @Test
  void headAnswersLikeGetWithoutABody() throws Exception {
    HttpResponse<String> answer =
        server.send(server.request(THINGS + "/1").method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/scim+json");
    assertThat(answer.body()).isEmpty();
    HttpResponse<String> missing =
        server.send(server.request("/scim/v2/Nothing").method("HEAD", BodyPublishers.noBody()));
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/scim+json");
  }

  @Test
  void optionsNamesTheMethods() throws Exception {
    HttpResponse<String> answer =
        server.send(server.request(THINGS + "/1").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isIn(200, 204);
    assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("PATCH");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void healthNeedsNoTokenAndSaysWhetherTheServerIsReady() throws Exception {
    HttpRequest.Builder live = server.request("/health/live").setHeader("Authorization", "none");
    HttpResponse<String> answer = server.send(live);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    server.ready(false);
    try {
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    } finally {
      server.ready(true);
    }
    assertError(
        server.send(server.request("/health/live").POST(BodyPublishers.noBody())), 405, null);
  }

  @Test
  void aTakenPortIsOneClearLine() {
    HttpSettings taken =
        new HttpSettings(
            "127.0.0.1",
            server.port(),
            RunningServer.PUBLIC_URL,
            Optional.empty(),
            1,
            new BodyLimits(1000, 1000, 1000),
            List.of(),
            TestAdmission.settings());
    try (HttpService second =
        new HttpService(taken, List.of(), (token, origin) -> Optional.empty(), () -> true)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(ListenException.class)
          .hasMessage("Cannot listen on 127.0.0.1:" + server.port() + ": Address already in use");
    }
  }
}
