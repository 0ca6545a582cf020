package dev.usher.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.directory.jwt.KeySource;
import dev.usher.directory.oauth.Federations;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.Parallel;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which assertions a client may authenticate with, and which it may not. */
class AssertionTest {
  private static final String AUDIENCE = "api://usher";
  private static final String SUBJECT = "workload-1";

  private final Operator operator = new Operator();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final OauthClients clients =
      new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC());
  private final Federations federations = new Federations(operator.accounts(), Clock.systemUTC());
  private final TokenEndpoint endpoint = new TokenEndpoint(TestServer.shared().root());
  private final TestIssuer issuer = new TestIssuer();
  private final String client = client(account, "entra");

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void onlyWhatTheIssuerSignedForUsAndNowIsBelieved() throws Exception {
    federate(client);
    Instant now = Instant.now();
    Map<String, String> forged = new LinkedHashMap<>();
    try (TestIssuer stranger = new TestIssuer()) {
      forged.put(
          "signed by somebody else", TestIssuer.sign(stranger.key(), JOSEObjectType.JWT, claims()));
      forged.put(
          "signed by somebody else under the key's id",
          TestIssuer.sign(
              new com.nimbusds.jose.jwk.RSAKey.Builder(stranger.key())
                  .keyID(issuer.key().getKeyID())
                  .build(),
              JOSEObjectType.JWT,
              claims()));
      forged.put("of another issuer", stranger.sign(stranger.claims(SUBJECT, AUDIENCE)));
    }
    String good = issuer.sign(claims());
    forged.put("alg none", new PlainJWT(claims().build()).serialize());
    forged.put("without a signature", good.substring(0, good.lastIndexOf('.') + 1));
    forged.put("with another payload", withPayloadOf(good, issuer.sign(claims().claim("x", 1))));
    forged.put("the public key as a secret", withPublicKeyAsSecret());
    forged.put("expired", issuer.sign(claims().expirationTime(Date.from(now.minusSeconds(120)))));
    forged.put("without exp", issuer.sign(claims().expirationTime(null)));
    forged.put(
        "good for ever",
        issuer.sign(claims().expirationTime(Date.from(now.plusSeconds(1_000_000)))));
    forged.put(
        "not valid yet", issuer.sign(claims().notBeforeTime(Date.from(now.plusSeconds(300)))));
    forged.put("issued later", issuer.sign(claims().issueTime(Date.from(now.plusSeconds(300)))));
    forged.put("for another audience", issuer.sign(claims().audience("api://other")));
    forged.put("for no audience", issuer.sign(claims().audience((String) null)));
    forged.put("of another subject", issuer.sign(claims().subject("workload-2")));
    forged.put("of no subject", issuer.sign(claims().subject(null)));
    forged.put(
        "made for something else",
        TestIssuer.sign(issuer.key(), new JOSEObjectType("logout+jwt"), claims()));
    forged.put("no JWT", "a.b.c");
    forged.put("nothing like one", "x");

    forged.forEach(
        (what, jwt) -> {
          Answer answer = endpoint.assertion(client, jwt);
          assertThat(answer.status()).as(what).isEqualTo(401);
          assertThat(answer.text("/error")).as(what).isEqualTo("invalid_client");
        });
    assertThat(endpoint.assertion(client, good).status()).isEqualTo(200);
  }

  @Test
  void clocksMayDifferByAMinute() {
    federate(client);
    Instant now = Instant.now();

    assertThat(
            endpoint
                .assertion(
                    client, issuer.sign(claims().expirationTime(Date.from(now.minusSeconds(30)))))
                .status())
        .isEqualTo(200);
    assertThat(
            endpoint
                .assertion(
                    client,
                    issuer.sign(
                        claims()
                            .issueTime(Date.from(now.plusSeconds(30)))
                            .notBeforeTime(Date.from(now.plusSeconds(30)))))
                .status())
        .isEqualTo(200);
  }

  @Test
  void otherPinnedAlgorithmsAreBelieved() throws Exception {
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    federations.add(
        account.name(),
        client,
        Optional.of("https://issuer.example"),
        Optional.of(SUBJECT),
        Optional.of(AUDIENCE),
        KeySource.of(
            "test", new JWKSet(List.of(ec.toPublicJWK(), issuer.key().toPublicJWK())).toString()));
    JWTClaimsSet.Builder claims = claims().issuer("https://issuer.example");

    SignedJWT es256 =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), claims.build());
    es256.sign(new ECDSASigner(ec));
    assertThat(endpoint.assertion(client, es256.serialize()).status()).isEqualTo(200);
    SignedJWT ps256 = new SignedJWT(new JWSHeader(JWSAlgorithm.PS256), claims.build());
    ps256.sign(new RSASSASigner(issuer.key()));
    assertThat(endpoint.assertion(client, ps256.serialize()).status()).isEqualTo(200);
  }

  @Test
  void anotherClientsAssertionIsNotBelieved() {
    TestAccount other = TestServer.shared().account();
    String theirs = client(other, "entra");
    federate(client);
    federations.add(
        other.name(),
        "entra",
        Optional.of(issuer.url()),
        Optional.of("workload-of-the-others"),
        Optional.of(AUDIENCE),
        KeySource.at(issuer.jwksUrl().toString()));

    assertThat(endpoint.assertion(theirs, issuer.sign(claims())).status()).isEqualTo(401);
    assertThat(
            endpoint
                .assertion(client, issuer.sign(claims().subject("workload-of-the-others")))
                .status())
        .isEqualTo(401);
    assertThat(endpoint.assertion(UUID.randomUUID().toString(), issuer.sign(claims())).status())
        .isEqualTo(401);
  }

  @Test
  void aClientsOwnAssertionWorksOnceOnAnyServer() throws Exception {
    ownKeys();
    String assertion = own(UUID.randomUUID().toString());

    assertThat(withoutClientId(endpoint, assertion).status()).isEqualTo(200);
    assertThat(withoutClientId(endpoint, assertion).status()).isEqualTo(401);
    try (TestServer another = TestServer.another()) {
      Answer replayed =
          withoutClientId(new TokenEndpoint(another.root()), ownFor(another, assertion));
      assertThat(replayed.status()).isEqualTo(401);
      assertThat(replayed.text("/error_description")).contains("used before");
    }
  }

  @Test
  void ofManyUsesOfOneAssertionAtOnceOneSucceeds() throws Exception {
    ownKeys();
    String assertion = own(UUID.randomUUID().toString());
    Callable<Answer> use = () -> endpoint.assertion(client, assertion);
    assertThat(Parallel.atOnce(Collections.nCopies(16, use)))
        .extracting(Answer::status)
        .containsOnly(200, 401)
        .containsOnlyOnce(200);
  }

  @Test
  void aClientsOwnAssertionNeedsAnIdAndLivesAnHourAtMost() {
    ownKeys();

    assertThat(endpoint.assertion(client, own(null)).status()).isEqualTo(401);
    String tooLong =
        issuer.sign(
            ownClaims("j").expirationTime(Date.from(Instant.now().plus(Duration.ofHours(2)))));
    assertThat(endpoint.assertion(client, tooLong).status()).isEqualTo(401);
    assertThat(account.number("SELECT COUNT(*) FROM oauth_assertion WHERE account_id = ?"))
        .isZero();
  }

  @Test
  void usedAssertionsThatAreOverAreCleanedUp() {
    ownKeys();
    assertThat(endpoint.assertion(client, own("1")).status()).isEqualTo(200);
    operator.execute(
        "UPDATE oauth_assertion SET expires_at = NOW() - INTERVAL 1 DAY WHERE client_id = ?",
        client);

    assertThat(endpoint.assertion(client, own("2")).status()).isEqualTo(200);

    assertThat(account.number("SELECT COUNT(*) FROM oauth_assertion WHERE account_id = ?"))
        .isEqualTo(1);
  }

  @Test
  void aNewKeyIsFoundAndUnknownOnesAreNotAskedForAgainAndAgain() throws Exception {
    federate(client);
    assertThat(endpoint.assertion(client, issuer.sign(claims())).status()).isEqualTo(200);
    assertThat(endpoint.assertion(client, issuer.sign(claims())).status()).isEqualTo(200);
    assertThat(issuer.fetches()).isEqualTo(1);

    issuer.rotate();
    assertThat(endpoint.assertion(client, issuer.sign(claims())).status()).isEqualTo(200);
    assertThat(issuer.fetches()).isEqualTo(2);

    try (TestIssuer stranger = new TestIssuer()) {
      for (int i = 0; i < 20; i++) {
        String unknown = TestIssuer.sign(stranger.key(), JOSEObjectType.JWT, claims());
        assertThat(endpoint.assertion(client, unknown).status()).isEqualTo(401);
      }
    }
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void keysThatCannotBeFetchedAreNotTheClientsFault() {
    federate(client);
    issuer.down(true);

    for (int i = 0; i < 5; i++) {
      Answer answer = endpoint.assertion(client, issuer.sign(claims()));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text("/error")).isEqualTo("temporarily_unavailable");
      assertThat(answer.header("Retry-After")).isNotBlank();
    }
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void keysThatWereKnownWorkWhileTheirServerIsDown() {
    federate(client);
    assertThat(endpoint.assertion(client, issuer.sign(claims())).status()).isEqualTo(200);
    issuer.down(true);

    assertThat(endpoint.assertion(client, issuer.sign(claims())).status()).isEqualTo(200);
  }

  private String client(TestAccount of, String name) {
    return clients
        .create(of.name(), name, Set.of(), Duration.ofHours(1), false)
        .clientId()
        .toString();
  }

  private void federate(String of) {
    federations.add(
        account.name(),
        of,
        Optional.of(issuer.url()),
        Optional.of(SUBJECT),
        Optional.of(AUDIENCE),
        KeySource.at(issuer.jwksUrl().toString()));
  }

  private void ownKeys() {
    federations.add(
        account.name(),
        client,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        KeySource.at(issuer.jwksUrl().toString()));
  }

  private JWTClaimsSet.Builder claims() {
    return issuer.claims(SUBJECT, AUDIENCE);
  }

  private JWTClaimsSet.Builder ownClaims(String id) {
    return issuer.claims(client, TestServer.shared().root().toString()).issuer(client).jwtID(id);
  }

  private String own(String id) {
    return issuer.sign(ownClaims(id));
  }

  /** The same jti for another server, whose address is another one. */
  private String ownFor(TestServer server, String assertion) throws Exception {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder(SignedJWT.parse(assertion).getJWTClaimsSet());
    return issuer.sign(claims.audience(server.root() + "/oauth/token"));
  }

  private static Answer withoutClientId(TokenEndpoint at, String assertion) {
    return at.request(
        "client_assertion_type",
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion",
        assertion);
  }

  private static String withPayloadOf(String signed, String other) {
    String[] parts = signed.split("\\.");
    return parts[0] + "." + other.split("\\.")[1] + "." + parts[2];
  }

  private String withPublicKeyAsSecret() throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build();
    SignedJWT jwt = new SignedJWT(header, claims().build());
    jwt.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
    return jwt.serialize();
  }
}
