package dev.usher.oauth;

import static dev.usher.testing.TokenEndpoint.basic;
import static dev.usher.testing.TokenEndpoint.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the token endpoint says of requests that are not as they should be (RFC 6749 §5.2). */
class TokenRequestTest {
  private static final String GRANT = "grant_type=client_credentials";

  private final TestAccount account = TestServer.shared().account();
  private final Operator operator = new Operator();
  private final TokenEndpoint endpoint = new TokenEndpoint(TestServer.shared().root());
  private final IssuedSecret client =
      new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC())
          .create(account.name(), "okta", Set.of(), Duration.ofHours(1), true);
  private final String id = client.clientId().toString();
  private final String secret = client.secret().orElseThrow();

  @Test
  void anAnswerIsForTheClientAlone() {
    Answer answer = endpoint.post(GRANT, "Authorization", basic(id, secret));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.text("/token_type")).isEqualTo("Bearer");
    assertThat(answer.text("/scope")).isEqualTo("scim");
    assertThat(answer.text("/access_token")).matches("usher_at_[A-Za-z0-9_-]{43}");
    assertThat(answer.body().get("expires_in").longValue()).isEqualTo(3_600);
  }

  @Test
  void whoeverCannotAuthenticateIsToldTheSame() {
    String unknown = UUID.randomUUID().toString();
    List<Answer> answers =
        List.of(
            endpoint.post(GRANT, "Authorization", basic(id, secret + "x")),
            endpoint.post(GRANT, "Authorization", basic(unknown, secret)),
            endpoint.post(GRANT, "Authorization", basic("okta", secret)),
            endpoint.post(GRANT, "Authorization", basic(id, "")),
            endpoint.request("client_id", id, "client_secret", account.token()),
            endpoint.request("client_id", unknown, "client_secret", secret));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              refused(answer, 401, "invalid_client");
              assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
              assertThat(answer.body()).isEqualTo(answers.get(0).body());
            });
  }

  @Test
  void aHeaderThatIsNoBasicOneIsNoAuthentication() {
    for (String header : List.of("Bearer " + secret, "Basic ###", "Basic b2t0YQ==", "x")) {
      refused(endpoint.post(GRANT, "Authorization", header), 401, "invalid_client");
    }
    refused(endpoint.post(GRANT), 401, "invalid_client");
    refused(endpoint.request("client_id", id), 401, "invalid_client");
  }

  @Test
  void anUnknownGrantIsNamedSo() {
    for (String grant : List.of("password", "authorization_code", "CLIENT_CREDENTIALS")) {
      refused(
          endpoint.post("grant_type=" + grant, "Authorization", basic(id, secret)),
          400,
          "unsupported_grant_type");
    }
  }

  @Test
  void whatIsMissingOrThereTwiceIsAnInvalidRequest() {
    String header = basic(id, secret);
    for (String body :
        List.of(
            "",
            "grant_type=",
            "scope=scim",
            GRANT + "&" + GRANT,
            GRANT + "&scope=scim&scope=scim",
            GRANT + "&x=1&x=2",
            GRANT + "&scope=%zz",
            GRANT + "&client_secret=" + secret,
            GRANT + "&client_id=" + UUID.randomUUID(),
            GRANT + "&client_assertion=a.b.c")) {
      refused(endpoint.post(body, "Authorization", header), 400, "invalid_request");
    }
    refused(endpoint.request("client_secret", secret), 400, "invalid_request");
    refused(endpoint.request("client_id", id, "client_assertion", "a.b.c"), 400, "invalid_request");
    refused(
        endpoint.post(GRANT + "&x=" + "y".repeat(70_000), "Authorization", header),
        400,
        "invalid_request");
  }

  @Test
  void unknownParametersAreIgnored() {
    assertThat(
            endpoint
                .request("client_id", id, "client_secret", secret, "resource", "https://x", "a", "")
                .status())
        .isEqualTo(200);
  }

  @Test
  void anotherMediaTypeIsAnInvalidRequest() {
    refused(
        endpoint.post(
            "{\"grant_type\": \"client_credentials\"}", "Content-Type", "application/json"),
        400,
        "invalid_request");
    assertThat(
            endpoint
                .post(
                    GRANT + "&" + form("client_id", id, "client_secret", secret),
                    "Content-Type",
                    "application/x-www-form-urlencoded; charset=UTF-8",
                    "Accept",
                    "text/html")
                .status())
        .isEqualTo(200);
  }

  @Test
  void anotherMethodIsRefusedInOauthsWords() {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      Answer answer =
          TokenEndpoint.send(
              HttpRequest.newBuilder(endpoint.url())
                  .method(method, HttpRequest.BodyPublishers.noBody()));
      refused(answer, 405, "invalid_request");
      assertThat(answer.header("Allow")).contains("POST");
    }
  }

  @Test
  void theMetadataAreOnlyRead() {
    URI metadata =
        URI.create(TestServer.shared().root() + "/.well-known/oauth-authorization-server");
    Answer refused =
        TokenEndpoint.send(
            HttpRequest.newBuilder(metadata).POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Content-Type")).isEqualTo("application/json");
  }

  private static void refused(Answer answer, int status, String error) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.text("/error")).isEqualTo(error);
    assertThat(answer.text("/error_description")).isNotBlank().matches("[ -~&&[^\"\\\\]]+");
    assertThat(answer.lacks("/access_token")).isTrue();
  }
}
