package dev.usher.http;

import static dev.usher.http.RunningServer.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of the whole server, its real resources included: SCIM's JSON from every layer. */
class ErrorsOverHttpTest {
  private static final TestServer SERVER = TestServer.shared();

  /** Offers {@code Upgrade: h2c} with every request, as Java's client does by default. */
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ScimClient account = SERVER.account("activation=direct").client();

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(SERVER.root() + path))
            .header("Authorization", "Bearer " + account.token())
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static RawConnection connect() throws IOException {
    return new RawConnection(SERVER.root().getPort());
  }

  private String token() {
    return "Authorization: Bearer " + account.token();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/scim",
        "/scim/v1/Users",
        "/Users",
        "/index.html",
        "/scim/v2/Nothing",
        "/scim/v2/userz",
        "/scim/V2/Users",
        "/scim/v2/Users/x/y",
        "/scim/v2/Organizations/OG-1/x",
        "/scim/v2/ServiceProviderConfig/x",
        "/health",
        "/health/nothing"
      })
  void anUnknownPathIs404(String path) throws Exception {
    assertError(send("GET", path, null), 404, null);
    assertError(send("DELETE", path, null), 404, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Schemas/urn:nothing",
        "/ResourceTypes/Nothing",
        "/Organizations/NOTHING",
        "/Projects/NOTHING",
        "/Roles/NOTHING",
        "/Licenses/NOTHING",
        "/ProjectRoles/ALL:NOTHING",
        "/Groups/nothing"
      })
  void anUnknownIdIs404(String path) throws Exception {
    assertError(send("GET", "/scim/v2" + path, null), 404, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "0", "a%2Fb", "%20", "..%2f", "01a20a30-17d6-710d-9ccf-2fc835e74565", "{id}"})
  void anIdThatNobodyHasIs404ForEveryMethod(String id) throws Exception {
    String path = "/scim/v2/Users/" + id.replace("{", "%7B").replace("}", "%7D");
    assertError(send("GET", path, null), 404, null);
    assertError(send("PUT", path, "{\"userName\": \"a\"}"), 404, null);
    assertError(
        send("PATCH", path, "{\"Operations\": [{\"op\": \"remove\", \"path\": \"title\"}]}"),
        404,
        null);
    assertError(send("DELETE", path, null), 404, null);
  }

  @Test
  void matrixParametersAreNotCutOffTheIdOfAUser() throws Exception {
    String id = account.createUser("ada").id();
    try (RawConnection connection = connect()) {
      for (String method : List.of("GET", "DELETE")) {
        connection
            .head(method + " /scim/v2/Users/" + id + ";b=c HTTP/1.1", "Host: x", token())
            .answer()
            .assertError(404, null);
      }
    }
    assertThat(account.get("/Users/" + id).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /scim/v2/Users",
        "PATCH  | /scim/v2/Users",
        "DELETE | /scim/v2/Users",
        "POST   | /scim/v2/Users/01a20a30-17d6-710d-9ccf-2fc835e74565",
        "POST   | /scim/v2/Organizations",
        "PATCH  | /scim/v2/Projects/PJ-7",
        "DELETE | /scim/v2/Roles/USER",
        "PUT    | /scim/v2/Licenses/KSE",
        "DELETE | /scim/v2/ProjectRoles/ALL:TESTER",
        "POST   | /scim/v2/Schemas",
        "DELETE | /scim/v2/ResourceTypes/User",
        "PATCH  | /scim/v2/ServiceProviderConfig",
        "POST   | /health/live"
      })
  void aMethodThatIsNotOfferedIs405AndTheOthersAreNamed(String method, String path)
      throws Exception {
    HttpResponse<String> answer = send(method, path, "{}");
    assertError(answer, 405, null);
    assertThat(answer.headers().firstValue("Allow").orElse(""))
        .contains("GET")
        .doesNotContain(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/sci+json", "application/merge-patch+JSON;a=b"})
  void whatIsNotWellFormedIs400WhateverKindOfJsonItIsCalled(String type) throws Exception {
    assertError(
        send("POST", "/scim/v2/Users", "{\"a\" 1}", "Content-Type", type), 400, "invalidSyntax");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "nonsense",
        "a b/c",
        "appliction/json",
        "text/javascript",
        "application/scim+json\u00ba",
        "application/scim+js application/scim+json"
      })
  void aBodyOfAnotherTypeIs415(String type) throws Exception {
    for (String method : List.of("PUT", "PATCH")) {
      assertError(
          send(
              method,
              "/scim/v2/Users/" + account.createUser("ada").id(),
              "{}",
              "Content-Type",
              type),
          415,
          null);
      account.delete("/Users/" + account.find("/Users", "userName pr").text("/Resources/0/id"));
    }
    assertError(send("POST", "/scim/v2/Users", "{}", "Content-Type", type), 415, null);
    assertError(send("POST", "/scim/v2/Users/.search", "{}", "Content-Type", type), 415, null);
  }

  @Test
  void anAnswerThatNobodyCanReadIs406() throws Exception {
    for (String path :
        List.of("/Users", "/Organizations", "/Schemas", "/ResourceTypes/User", "/Roles/USER")) {
      assertError(send("GET", "/scim/v2" + path, null, "Accept", "text/html"), 406, null);
    }
    assertError(
        send("POST", "/scim/v2/Users", "{\"userName\": \"a\"}", "Accept", "text/html"), 406, null);
    assertThat(account.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "{",
        "{]",
        "nonsense",
        "\"text\"",
        "[]",
        "7",
        "null",
        "{} {}",
        "{\"userName\": }",
        "{'userName': 'a'}",
        "{\"userName\": \"a\u0000\"}",
        "\u00ff",
        "{\"a\": 01}"
      })
  void whatIsNoJsonObjectIs400(String body) throws Exception {
    String user = "/scim/v2/Users/" + account.createUser("ada").id();
    assertError(send("POST", "/scim/v2/Users", body), 400, "invalidSyntax");
    assertError(send("POST", "/scim/v2/Users/.search", body), 400, "invalidSyntax");
    assertError(send("PUT", user, body), 400, "invalidSyntax");
    assertError(send("PATCH", user, body), 400, "invalidSyntax");
  }

  @Test
  void aMissingBodyIs400() throws Exception {
    String user = "/scim/v2/Users/" + account.createUser("ada").id();
    assertError(send("POST", "/scim/v2/Users", null), 400, "invalidSyntax");
    assertError(send("PUT", user, ""), 400, "invalidSyntax");
    assertError(send("PATCH", user, ""), 400, "invalidSyntax");
    assertError(send("PATCH", user, "{\"Operations\": {}}"), 400, "invalidSyntax");
  }

  @Test
  void aBodyOverTheLimitIs413() throws Exception {
    String body = "{\"userName\": \"" + "x".repeat(16 << 20) + "\"}";
    assertError(send("POST", "/scim/v2/Users", body), 413, null);
    assertThat(send("GET", "/scim/v2/Users", null).statusCode()).isEqualTo(200);
  }

  @Test
  void deepJsonIs400() throws Exception {
    String body = "{\"userName\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertError(send("POST", "/scim/v2/Users", body), 400, "invalidSyntax");
  }

  @Test
  void headersOverTheLimitAre431() throws Exception {
    try (RawConnection connection = connect()) {
      connection
          .send("GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(131_100))
          .answer()
          .assertError(431, null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/scim/v2/Users/%zz", "/scim/v2/Users?filter=%", "/%00", "/scim/v2/Users/%ff"})
  void badPercentEncodingIs400(String target) throws Exception {
    try (RawConnection connection = connect()) {
      connection
          .head("GET " + target + " HTTP/1.1", "Host: x", token())
          .answer()
          .assertError(400, null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Users",
        "/Users/.search",
        "/Users/x",
        "/Organizations",
        "/Roles/USER",
        "/Schemas",
        "/ResourceTypes",
        "/ServiceProviderConfig",
        "/Nothing",
        "/.search"
      })
  void withoutAValidTokenEveryPathUnderTheBaseIs401(String path) throws Exception {
    try (RawConnection connection = connect()) {
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
        for (String credential :
            List.of("X: y", "Authorization: Bearer usher_" + "x".repeat(43), "Authorization: ")) {
          RawConnection.Answer answer =
              connection
                  .head(
                      method + " /scim/v2" + path + " HTTP/1.1",
                      "Host: x",
                      credential,
                      "Content-Length: 0")
                  .answer();
          answer.assertError(401, null);
          assertThat(answer.headers()).containsKey("www-authenticate");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter=userName           | invalidFilter",
        "filter=userName+xx+%22a%22 | invalidFilter",
        "filter=nothing+eq+%22a%22 | invalidFilter",
        "filter=password+eq+%22a%22 | invalidFilter",
        "sortBy=nothing            | invalidPath",
        "startIndex=abc            | invalidValue",
        "count=abc                 | invalidValue",
        "count=1.5                 | invalidValue",
        "sortBy=userName&sortOrder=sideways | invalidValue"
      })
  void aQueryThatMeansNothingIs400(String query, String scimType) throws Exception {
    assertError(send("GET", "/scim/v2/Users?" + query, null), 400, scimType);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Schemas", "/ResourceTypes", "/ServiceProviderConfig"})
  void aFilterOnDiscoveryIs403(String path) throws Exception {
    assertError(send("GET", "/scim/v2" + path + "?filter=id+pr", null), 403, null);
  }

  @Test
  void aRequestThatOffersAnotherProtocolIsAnsweredInThisOne() throws Exception {
    String body = "{\"userName\": \"" + "é".repeat(200) + "\"}";
    try (RawConnection connection = connect()) {
      for (int status : List.of(201, 409)) {
        assertThat(
                connection
                    .head(
                        "POST /scim/v2/Users HTTP/1.1",
                        "Host: x",
                        token(),
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
                        "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length)
                    .send(latin(body))
                    .answer()
                    .status())
            .isEqualTo(status);
      }
      assertThat(
              connection
                  .head(
                      "GET /scim/v2/Users HTTP/1.1",
                      "Host: x",
                      token(),
                      "Connection: Upgrade",
                      "Upgrade: websocket")
                  .answer()
                  .status())
          .isEqualTo(200);
    }
    assertThat(send("POST", "/scim/v2/Users", "{\"userName\": \"b\"}").statusCode()).isEqualTo(201);
  }

  /** The text whose bytes in ISO 8859-1 are those of the other in UTF-8. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aBodyOfTooManyTokensIs413AndOneThatIsTooDeepIs400() throws Exception {
    String dense = "{\"schemas\":[" + "[],".repeat(200_000) + "1]}";
    String refused = assertError(send("POST", "/scim/v2/Users", dense), 413, null);
    assertThat(refused).contains("100,000");

    String deep = "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}";
    refused = assertError(send("POST", "/scim/v2/Users", deep), 400, "invalidSyntax");
    assertThat(refused).contains("64 levels");

    String longName = "{\"" + "n".repeat(1_001) + "\":1}";
    refused = assertError(send("POST", "/scim/v2/Users", longName), 400, "invalidSyntax");
    assertThat(refused).contains("1,000 characters");
  }
}
