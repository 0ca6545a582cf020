package dev.usher.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.authentication.CallerLimits;
import dev.usher.directory.authentication.FailureLimit;
import dev.usher.directory.authentication.IssueLimit;
import dev.usher.directory.jwt.SmallDownload;
import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.directory.person.OpenIdProviders;
import dev.usher.directory.person.ProviderMetadata;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What failed attempts to authenticate cost, and what is recorded of them. */
class FailedAuthenticationTest {
  private static final String GRANT = "grant_type=client_credentials";
  private static final int BURST = 5;
  private static final TestServer SERVER =
      TestServer.anotherWith(new CallerLimits(new FailureLimit(1, BURST), 3, IssueLimit.DEFAULT));

  private final Operator operator = new Operator();
  private final TestAccount account = SERVER.account();
  private final String source = "2001:db8:" + hex() + ":" + hex();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** A group of an address without leading zeros, which the audit trail would not show. */
  private static String hex() {
    return Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
  }

  private Answer get(String token, String from) {
    return new ScimClient(SERVER.scim(), token).get("/Users?count=0", "X-Forwarded-For", from);
  }

  /** A new one each time: what was refused a moment ago costs nothing and is not counted. */
  private static String unknownToken() {
    return "usher_" + (UUID.randomUUID() + "" + UUID.randomUUID()).substring(0, 43);
  }

  private void exhaust(String from) {
    for (int i = 0; i < BURST; i++) {
      assertThat(get(unknownToken(), from).status()).isEqualTo(401);
    }
  }

  @Test
  void unknownTokensOfOneNetworkAreRefusedAfterTooManyFailures() {
    exhaust(source + "::1");

    Answer refused = get(unknownToken(), source + ":0:1:2:3");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    assertThat(refused.header("Content-Type")).isEqualTo("application/scim+json");
    assertThat(refused.text("/detail")).contains("a token that is not valid");
    assertThat(get(unknownToken(), "2001:db8:ffff:" + hex() + "::1").status()).isEqualTo(401);
  }

  @Test
  void aTokenThatWasAcceptedLatelyGoesOnAndANewOneWaits() {
    ScimClient fresh = SERVER.clientWith(account, EnumSet.of(Scope.SCIM));
    assertThat(get(account.token(), source + "::1").status()).isEqualTo(200);

    exhaust(source + "::1");

    assertThat(get(account.token(), source + "::1").status()).isEqualTo(200);
    assertThat(get(fresh.token(), source + "::1").status()).isEqualTo(429);
    assertThat(get(fresh.token(), "198.51.100.7").status()).isEqualTo(200);
  }

  @Test
  void whatCostsNoReadIsNotCounted() {
    String unknown = unknownToken();
    for (int i = 0; i < 3 * BURST; i++) {
      assertThat(get("no-token", source + "::1").status()).isEqualTo(401);
      assertThat(get(unknown, source + "::1").status()).isEqualTo(401);
    }

    assertThat(get(account.token(), source + "::1").status()).isEqualTo(200);
  }

  @Test
  void forgedTokensOfPeopleAreCountedAndThePersonWhoSignedInGoesOn() {
    TestAccount company = SERVER.account("activation=direct");
    String email = "ada-" + UUID.randomUUID() + "@example.com";
    assertThat(company.client().createUser(email).status()).isEqualTo(201);
    TestIssuer issuer = new TestIssuer();
    TestIssuer stranger = new TestIssuer();
    try (issuer;
        stranger) {
      String audience = UUID.randomUUID().toString();
      providers()
          .set(company.name(), issuer.url(), audience, Optional.of(issuer.jwksUrl().toString()));
      String ada = issuer.sign(person(issuer, "ada", email, audience));
      assertThat(me(ada)).isEqualTo(200);
      for (int i = 0; i < BURST; i++) {
        assertThat(me(stranger.sign(person(issuer, "forged" + i, email, audience)))).isEqualTo(401);
      }

      assertThat(me(stranger.sign(person(issuer, "forged", email, audience)))).isEqualTo(429);
      assertThat(me(ada)).isEqualTo(200);
    }
  }

  private OpenIdProviders providers() {
    return new OpenIdProviders(
        operator.transactions(),
        operator.accounts(),
        new ProviderMetadata(new SmallDownload()),
        Clock.systemUTC());
  }

  private static JWTClaimsSet.Builder person(
      TestIssuer issuer, String subject, String email, String audience) {
    return issuer.claims(subject, audience).claim("email", email).claim("email_verified", true);
  }

  private int me(String jwt) {
    return new ScimClient(SERVER.scim(), jwt)
        .get("/Me", "X-Forwarded-For", source + "::1")
        .status();
  }

  @Test
  void theTokenEndpointLimitsAnAddressAndAnswersInTheWordsOfOauth() {
    TokenEndpoint endpoint = new TokenEndpoint(SERVER.root());
    IssuedSecret client = client("okta");
    IssuedSecret established = client("entra");
    assertThat(issue(endpoint, established, "").status()).isEqualTo(200);
    for (int i = 0; i < BURST; i++) {
      Answer failed =
          endpoint.post(
              GRANT,
              "Authorization",
              TokenEndpoint.basic(UUID.randomUUID().toString(), "x"),
              "X-Forwarded-For",
              source + "::1");
      assertThat(failed.status()).isEqualTo(401);
    }

    Answer refused = issue(endpoint, client, "");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("/error")).isEqualTo("temporarily_unavailable");
    assertThat(refused.text("/error_description")).contains("Retry-After");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 61);
    assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    assertThat(issue(endpoint, established, "").status()).isEqualTo(200);
  }

  @Test
  void theFailuresOfOneClientAtAnAddressEndWithAnAudit() {
    TokenEndpoint endpoint = new TokenEndpoint(SERVER.root());
    IssuedSecret client = client("okta");
    for (int i = 0; i < BURST; i++) {
      assertThat(issue(endpoint, client, "x").status()).isEqualTo(401);
    }
    assertThat(issue(endpoint, client, "y").status()).isEqualTo(429);

    SERVER.flush();

    JsonNode event = events("authentication.failed").get(0);
    assertThat(event.at("/outcome").textValue()).isEqualTo("refused");
    assertThat(event.at("/target/value").textValue()).isEqualTo(client.clientId().toString());
    assertThat(event.at("/actor/display").textValue()).isEqualTo("okta");
    assertThat(event.at("/after").toString()).contains("" + BURST);
    assertThat(events("authentication.failed")).hasSize(1);
    assertThat(event.toString()).doesNotContain(client.secret().orElseThrow());
  }

  @Test
  void aRevokedTokenIsNamedInTheTrailOnceAMinuteWithACount() {
    ScimClient revoked = SERVER.clientWith(account, EnumSet.of(Scope.SCIM));
    Tokens tokens = new Tokens(operator.transactions(), operator.accounts(), Clock.systemUTC());
    String name = tokens.list(account.name()).get(1).name();
    tokens.revoke(account.name(), name);
    for (int i = 0; i < 7; i++) {
      assertThat(get(revoked.token(), source + "::1").status()).isEqualTo(401);
    }
    SERVER.flush();
    assertThat(get(revoked.token(), source + "::2").status()).isEqualTo(401);
    SERVER.flush();

    List<JsonNode> events = events("authentication.failed");

    assertThat(events).hasSize(1);
    assertThat(events.get(0).at("/target/display").textValue()).isEqualTo(name);
    assertThat(events.get(0).at("/reason").textValue()).startsWith("The token was revoked at ");
    assertThat(events.get(0).at("/after").toString()).contains("7");
    assertThat(events.get(0).at("/sourceAddress").textValue()).isEqualTo(source + "::1");
    assertThat(events.get(0).toString()).doesNotContain(revoked.token());
  }

  @Test
  void whatACallersScopesDoNotPermitIsInTheTrail() {
    ScimClient reader = SERVER.clientWith(account, EnumSet.of(Scope.SCIM_READ));
    assertThat(reader.get("/AuditEvents").status()).isEqualTo(403);
    assertThat(reader.get("/AuditEvents").status()).isEqualTo(403);
    assertThat(reader.post("/Users", "{}").status()).isEqualTo(403);
    SERVER.flush();

    assertThat(events("request.forbidden"))
        .extracting(event -> event.at("/reason").textValue() + event.at("/after").toString())
        .satisfiesExactlyInAnyOrder(
            read -> assertThat(read).contains("GET /AuditEvents").contains("2"),
            write -> assertThat(write).contains("POST /Users").contains("1"));
  }

  @Test
  void anIssuedAccessTokenIsInTheTrailWithoutItsText() {
    TokenEndpoint endpoint = new TokenEndpoint(SERVER.root());
    IssuedSecret client = client("okta");
    String token = issue(endpoint, client, "").text("/access_token");

    JsonNode event = events("accessToken.issued").get(0);

    assertThat(event.at("/target/display").textValue()).isEqualTo("okta");
    assertThat(event.at("/after").toString()).contains("expiresAt").contains("scim");
    assertThat(event.toString()).doesNotContain(token);
  }

  @Test
  void theOldestAccessTokenEndsWhenAClientHasTooMany() {
    TokenEndpoint endpoint = new TokenEndpoint(SERVER.root());
    IssuedSecret client = client("okta");
    List<String> tokens =
        IntStream.range(0, 5)
            .mapToObj(i -> issue(endpoint, client, "").text("/access_token"))
            .toList();

    assertThat(account.number("SELECT COUNT(*) FROM access_token WHERE account_id = ?"))
        .isEqualTo(3);
    assertThat(tokens.stream().map(token -> get(token, "198.51.100.9").status()))
        .containsExactly(401, 401, 200, 200, 200);
  }

  @Test
  void linksThatDoNotWorkAreLimitedForAnAddress() throws Exception {
    for (int i = 0; i < BURST; i++) {
      assertThat(open("/invitations/unknown").statusCode()).isEqualTo(404);
    }

    HttpResponse<String> refused = open("/invitations/unknown");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("try again");
  }

  @Test
  void theLastUseOfTokensAndClientsIsKept() {
    Instant before = Instant.now().minusMillis(1);
    TokenEndpoint endpoint = new TokenEndpoint(SERVER.root());
    IssuedSecret client = client("okta");
    String accessToken = issue(endpoint, client, "").text("/access_token");
    OauthClients clients =
        new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC());
    Tokens tokens = new Tokens(operator.transactions(), operator.accounts(), Clock.systemUTC());
    assertThat(tokens.list(account.name()).get(0).lastUsedAt()).isEmpty();
    assertThat(clients.list(account.name()).get(0).lastUsedAt()).isEmpty();

    assertThat(get(account.token(), source + "::1").status()).isEqualTo(200);
    assertThat(get(accessToken, source + "::1").status()).isEqualTo(200);
    SERVER.flush();

    assertThat(tokens.list(account.name()).get(0).lastUsedAt().orElseThrow())
        .isBetween(before, Instant.now());
    assertThat(clients.list(account.name()).get(0).lastUsedAt().orElseThrow())
        .isBetween(before, Instant.now());
  }

  private HttpResponse<String> open(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(SERVER.root() + path))
                .header("X-Forwarded-For", source + "::1")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private IssuedSecret client(String name) {
    return new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC())
        .create(account.name(), name, Set.of(), Duration.ofHours(1), true);
  }

  private Answer issue(TokenEndpoint endpoint, IssuedSecret client, String wrong) {
    return endpoint.post(
        GRANT,
        "Authorization",
        TokenEndpoint.basic(client.clientId().toString(), client.secret().orElseThrow() + wrong),
        "X-Forwarded-For",
        source + "::1");
  }

  private List<JsonNode> events(String action) {
    Answer found = account.client().find("/AuditEvents", "action eq \"" + action + "\"");
    return StreamSupport.stream(found.body().path("Resources").spliterator(), false).toList();
  }
}
