package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources of the real server, asked for with and without gzip. */
class CompressedResourcesTest {
  private static final String LINK = ScimClient.USHER + ":invitation.link";

  /** Enough text to make any answer worth compressing. */
  private static final String LONG = "\"title\": \"" + "x".repeat(4_000) + "\"";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TestAccount account = TestServer.shared().account();
  private final ScimClient client = account.client();

  private HttpRequest.Builder request(URI uri, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + client.token());
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send(request(URI.create(client.base() + path), headers));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(" | ", answer.headers().allValues(name));
  }

  private static String text(HttpResponse<byte[]> answer) throws IOException {
    if (!header(answer, "Content-Encoding").equals("gzip")) {
      return new String(answer.body(), StandardCharsets.UTF_8);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Users",
        "/Users?attributes=title",
        "/Schemas",
        "/Groups?attributes=displayName,members",
        "/.search"
      })
  void anAnswerIsTheSameHoweverItTravels(String path) throws Exception {
    String members = "{\"value\": \"" + client.createUser("ada@example.com", LONG).id() + "\"}";
    for (int i = 0; i < 40; i++) {
      client.post(
          "/Groups", "{\"displayName\": \"group %d\", \"members\": [%s]}".formatted(i, members));
    }
    URI uri = URI.create(client.base() + path);
    HttpRequest.Builder plainly = request(uri);
    HttpRequest.Builder zipped = request(uri, "Accept-Encoding", "gzip");
    if (path.equals("/.search")) {
      for (HttpRequest.Builder each : new HttpRequest.Builder[] {plainly, zipped}) {
        each.header("Content-Type", "application/scim+json").POST(BodyPublishers.ofString("{}"));
      }
    }
    HttpResponse<byte[]> plain = send(plainly);
    HttpResponse<byte[]> gzip = send(zipped);

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(gzip, "Vary")).isEqualTo(header(plain, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(gzip.body().length).isLessThan(plain.body().length / 2);
    assertThat(text(gzip)).isEqualTo(text(plain));
  }

  @Test
  void theEtagOfACompressedAnswerIsGoodForIfMatchAndIfNoneMatch() throws Exception {
    String path = "/Users/" + client.createUser("ada@example.com", LONG).id();
    HttpResponse<byte[]> plain = get(path);
    HttpResponse<byte[]> gzip = get(path, "Accept-Encoding", "gzip");
    String etag = header(gzip, "ETag");
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    assertThat(etag).startsWith("W/\"").isEqualTo(header(plain, "ETag"));
    assertThat(new ObjectMapper().readTree(text(gzip)).at("/meta/version").textValue())
        .isEqualTo(etag);

    HttpResponse<byte[]> known = get(path, "Accept-Encoding", "gzip", "If-None-Match", etag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(header(known, "ETag")).isEqualTo(etag);
    assertThat(header(known, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(known, "Content-Encoding")).isEmpty();

    HttpResponse<byte[]> changed =
        send(
            request(URI.create(client.base() + path), "Accept-Encoding", "gzip", "If-Match", etag)
                .header("Content-Type", "application/scim+json")
                .method(
                    "PATCH",
                    BodyPublishers.ofString(
                        """
                        {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                         "Operations": [{"op": "replace", "path": "nickName", "value": "A"}]}""")));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(header(changed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(text(changed)).contains("\"nickName\":\"A\"");
  }

  @Test
  void anAnswerWithALinkIsNotCompressed() throws Exception {
    String path = "/Users/" + client.createUser("ada@example.com", LONG).id();
    HttpResponse<byte[]> answer =
        get(path + "?attributes=title," + LINK, "Accept-Encoding", "gzip");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    assertThat(text(answer)).contains("/invitations/").hasSizeGreaterThan(4_000);
  }

  @Test
  void thePageOfALinkIsNotCompressed() throws Exception {
    String id = client.createUser("ada@example.com").id();
    URI link =
        URI.create(
            client
                .get("/Users/" + id + "?attributes=" + LINK)
                .text("/" + ScimClient.USHER + "/invitation/link"));
    HttpResponse<byte[]> page =
        send(HttpRequest.newBuilder(link).header("Accept-Encoding", "gzip, deflate, br"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Encoding")).isEmpty();
    assertThat(text(page)).endsWith("</html>\n").hasSizeGreaterThan(CompressedAnswers.LEAST_BYTES);
  }

  @Test
  void anAccessTokenIsNotCompressed() throws Exception {
    Operator operator = new Operator();
    IssuedSecret issued =
        new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC())
            .create(account.name(), "okta", Set.of(), Duration.ofHours(1), true);
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(URI.create(TestServer.shared().root() + "/oauth/token"))
                .header("Accept-Encoding", "gzip")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                    "Authorization",
                    TokenEndpoint.basic(
                        issued.clientId().toString(), issued.secret().orElseThrow()))
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store"); // what holds at any length
    assertThat(header(answer, "Content-Encoding")).isEmpty();
    assertThat(new ObjectMapper().readValue(answer.body(), Map.class)).containsKey("access_token");
  }
}
