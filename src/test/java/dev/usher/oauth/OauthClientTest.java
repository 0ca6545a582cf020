package dev.usher.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.usher.directory.account.Scope;
import dev.usher.directory.jwt.KeySource;
import dev.usher.directory.oauth.ClientSecrets;
import dev.usher.directory.oauth.Federations;
import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an OAuth client can rely on, seen with one that knows nothing of this server. */
class OauthClientTest {
  private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);

  private final Operator operator = new Operator();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final OauthClients clients =
      new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC());
  private final ClientSecrets secrets = new ClientSecrets(operator.accounts(), Clock.systemUTC());
  private final Federations federations = new Federations(operator.accounts(), Clock.systemUTC());
  private final TokenEndpoint endpoint = new TokenEndpoint(TestServer.shared().root());
  private final TestIssuer issuer = new TestIssuer();
  private final IssuedSecret client =
      clients.create(account.name(), "entra", Set.of(), Duration.ofHours(2), true);

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void theMetadataTellAClientAllThatItNeeds() throws Exception {
    AuthorizationServerMetadata metadata =
        AuthorizationServerMetadata.resolve(new Issuer(TestServer.shared().root()));

    assertThat(metadata.getTokenEndpointURI()).isEqualTo(endpoint.url());
    assertThat(metadata.getGrantTypes())
        .extracting(Object::toString)
        .containsExactly("client_credentials");
    assertThat(metadata.getTokenEndpointAuthMethods())
        .containsExactly(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST,
            ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    assertThat(metadata.getTokenEndpointJWSAlgs())
        .contains(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256)
        .doesNotContain(JWSAlgorithm.HS256);
    assertThat(metadata.getScopes().toStringList())
        .containsExactly("scim:read", "scim", "invitations", "admin");
  }

  @Test
  void aSecretInTheHeaderGetsATokenThatProvisions() throws Exception {
    provisions(new ClientSecretBasic(id(), new Secret(client.secret().orElseThrow())));
  }

  @Test
  void aSecretInTheFormGetsATokenThatProvisions() throws Exception {
    provisions(new ClientSecretPost(id(), new Secret(client.secret().orElseThrow())));
  }

  @Test
  void aKeyOfItsOwnGetsATokenThatProvisions() throws Exception {
    federations.add(
        account.name(),
        "entra",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        KeySource.of("test", issuer.jwks()));

    provisions(
        new PrivateKeyJWT(
            id(),
            endpoint.url(),
            JWSAlgorithm.RS256,
            issuer.key().toRSAPrivateKey(),
            issuer.key().getKeyID(),
            null));
  }

  @Test
  void aWorkloadOfAnotherIssuerGetsATokenThatProvisions() {
    federate("api://usher");

    Answer answer = endpoint.assertion(client.clientId().toString(), workload("api://usher"));

    assertThat(answer.status()).isEqualTo(200);
    createsAUser(answer.text("/access_token"));
  }

  @Test
  void anIssuerMayUseOneAssertionForSeveralTokens() {
    federate("api://usher");
    String assertion = workload("api://usher");

    assertThat(endpoint.assertion(client.clientId().toString(), assertion).status()).isEqualTo(200);
    assertThat(endpoint.assertion(client.clientId().toString(), assertion).status()).isEqualTo(200);
  }

  /** Entra's portal shows an audience that ends so; its tokens do not have the end. */
  @Test
  void theAudienceMayBeCopiedFromEntrasPortal() {
    federate("api://usher/.default");

    assertThat(endpoint.assertion(client.clientId().toString(), workload("api://usher")).status())
        .isEqualTo(200);
    assertThat(
            endpoint
                .assertion(client.clientId().toString(), workload("api://usher/other"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aTokenActsUnderTheNameAndIdOfItsClient() {
    createsAUser(token(client.secret().orElseThrow()));

    Answer trail = account.client().find("/AuditEvents", "action eq \"user.created\"");
    assertThat(trail.text("/Resources/0/actor/display")).isEqualTo("entra");
    assertThat(trail.text("/Resources/0/actor/value")).isEqualTo(client.clientId().toString());
  }

  @Test
  void aTokenLivesAsLongAsTheClientWasGiven() {
    Answer answer = ask(client.secret().orElseThrow());

    assertThat(answer.body().get("expires_in").longValue()).isEqualTo(7_200);
    assertThat(
            account.number(
                "SELECT TIMESTAMPDIFF(SECOND, created_at, expires_at) FROM access_token"
                    + " WHERE account_id = ?"))
        .isEqualTo(7_200);
  }

  @Test
  void neitherTokensNorSecretsAreStored() {
    String token = token(client.secret().orElseThrow());

    assertThat(
            operator.column(
                "SELECT hash = UNHEX(SHA2(?, 256)) FROM access_token WHERE client_id = ?",
                token,
                client.clientId()))
        .isEqualTo("1");
    assertThat(
            operator.column(
                "SELECT hash = UNHEX(SHA2(?, 256)) FROM oauth_client_secret WHERE client_id = ?",
                client.secret().orElseThrow(),
                client.clientId()))
        .isEqualTo("1");
    assertThat(client.toString()).doesNotContain(client.secret().orElseThrow());
  }

  @Test
  void tokensThatAreOverAreCleanedUp() {
    token(client.secret().orElseThrow());
    operator.execute(
        "UPDATE access_token SET expires_at = NOW() - INTERVAL 1 DAY WHERE client_id = ?",
        client.clientId());

    token(client.secret().orElseThrow());

    assertThat(account.number("SELECT COUNT(*) FROM access_token WHERE account_id = ?"))
        .isEqualTo(1);
  }

  @Test
  void aSecretIsReplacedWithoutAnInterruption() {
    String first = client.secret().orElseThrow();
    String tokenOfFirst = token(first);
    String second = secrets.add(account.name(), "entra").secret().orElseThrow();
    String tokenOfSecond = token(second);

    secrets.drop(account.name(), "entra", 1);

    assertThat(ask(first).status()).isEqualTo(401);
    assertThat(ask(second).status()).isEqualTo(200);
    ends(tokenOfFirst);
    assertThat(new ScimClient(TestServer.shared().scim(), tokenOfSecond).get("/Users").status())
        .isEqualTo(200);
    assertThat(secrets.add(account.name(), "entra").slot()).isEqualTo(1);
  }

  @Test
  void aFederationTakesItsTokensWithIt() {
    UUID federation = federate("api://usher");
    String token =
        endpoint
            .assertion(client.clientId().toString(), workload("api://usher"))
            .text("/access_token");
    createsAUser(token);

    federations.remove(account.name(), "entra", federation);

    ends(token);
    assertThat(endpoint.assertion(client.clientId().toString(), workload("api://usher")).status())
        .isEqualTo(401);
  }

  @Test
  void aClientTakesItsTokensWithIt() {
    String token = token(client.secret().orElseThrow());
    createsAUser(token);

    clients.delete(account.name(), "ENTRA");

    ends(token);
    assertThat(ask(client.secret().orElseThrow()).status()).isEqualTo(401);
  }

  @Test
  void aClientAsksForNoMoreThanItMayHave() {
    IssuedSecret wide =
        clients.create(
            account.name(), "wide", Set.of(Scope.SCIM, Scope.ADMIN), Duration.ofHours(1), true);
    String id = wide.clientId().toString();
    String secret = wide.secret().orElseThrow();

    Answer all = endpoint.request("client_id", id, "client_secret", secret);
    assertThat(all.text("/scope")).isEqualTo("scim admin");
    Answer part =
        endpoint.request("client_id", id, "client_secret", secret, "scope", "scim:read admin");
    assertThat(part.text("/scope")).isEqualTo("scim:read admin");
    ScimClient reader = new ScimClient(TestServer.shared().scim(), part.text("/access_token"));
    assertThat(reader.get("/Users").status()).isEqualTo(200);
    assertThat(reader.get("/AuditEvents").status()).isEqualTo(200);
    assertThat(reader.createUser("ada").status()).isEqualTo(403);
    for (String tooMuch : new String[] {"invitations", "scim invitations", "everything", "SCIM"}) {
      Answer refused = endpoint.request("client_id", id, "client_secret", secret, "scope", tooMuch);
      assertThat(refused.status()).as(tooMuch).isEqualTo(400);
      assertThat(refused.text("/error")).isEqualTo("invalid_scope");
    }
  }

  @Test
  void anotherAccountSeesNothingOfIt() {
    TestAccount other = TestServer.shared().account("activation=direct");
    String theirs = other.client().createUser("grace").id();
    ScimClient ours =
        new ScimClient(TestServer.shared().scim(), token(client.secret().orElseThrow()));

    assertThat(ours.get("/Users/" + theirs).status()).isEqualTo(404);
    assertThat(ours.delete("/Users/" + theirs).status()).isEqualTo(404);
    assertThat(ours.get("/Users").text("/totalResults")).isEqualTo("0");
    assertThat(clients.list(other.name())).isEmpty();
  }

  @Test
  void whatAnOperatorDoesIsInTheTrailWithoutSecrets() {
    federate("api://usher");
    secrets.add(account.name(), "entra");
    secrets.drop(account.name(), "entra", 1);
    clients.delete(account.name(), "entra");

    Answer trail = account.client().find("/AuditEvents", "target.type eq \"OauthClient\"");
    assertThat(trail.body().findValuesAsText("action"))
        .containsExactlyInAnyOrder(
            "oauthClient.created",
            "oauthClient.secretAdded",
            "oauthClient.federated",
            "oauthClient.secretAdded",
            "oauthClient.secretDropped",
            "oauthClient.deleted");
    assertThat(trail.body().toString()).doesNotContain("usher_cs_");
  }

  private void provisions(ClientAuthentication authentication) throws Exception {
    TokenRequest request =
        new TokenRequest.Builder(endpoint.url(), authentication, new ClientCredentialsGrant())
            .scope(new com.nimbusds.oauth2.sdk.Scope("scim"))
            .build();
    TokenResponse response = TokenResponse.parse(request.toHTTPRequest().send());
    assertThat(response.indicatesSuccess()).isTrue();
    AccessTokenResponse success = response.toSuccessResponse();
    assertThat(success.getTokens().getAccessToken().getLifetime()).isEqualTo(7_200);
    createsAUser(success.getTokens().getAccessToken().getValue());
  }

  private static void createsAUser(String token) {
    ScimClient scim = new ScimClient(TestServer.shared().scim(), token);
    Answer created = scim.createUser("ada-" + UUID.randomUUID());
    assertThat(created.status()).isEqualTo(201);
    assertThat(scim.get("/Users/" + created.id()).status()).isEqualTo(200);
  }

  private static void ends(String token) {
    ScimClient scim = new ScimClient(TestServer.shared().scim(), token);
    Awaitility.await()
        .atMost(REVOKED_WITHIN)
        .untilAsserted(() -> assertThat(scim.get("/Users").status()).isEqualTo(401));
  }

  private UUID federate(String audience) {
    return federations.add(
        account.name(),
        "entra",
        Optional.of(issuer.url()),
        Optional.of("workload-1"),
        Optional.of(audience),
        KeySource.at(issuer.jwksUrl().toString()));
  }

  private String workload(String audience) {
    return issuer.sign(issuer.claims("workload-1", audience));
  }

  private ClientID id() {
    return new ClientID(client.clientId().toString());
  }

  private Answer ask(String secret) {
    return endpoint.request("client_id", client.clientId().toString(), "client_secret", secret);
  }

  private String token(String secret) {
    Answer answer = ask(secret);
    assertThat(answer.status()).isEqualTo(200);
    return answer.text("/access_token");
  }
}
