package dev.usher.person;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.usher.directory.jwt.TokenType;
import dev.usher.directory.person.TokenRules;
import dev.usher.testing.Answer;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the token of a person has to say beside being the provider's and valid now. */
class TokenRulesTest {
  private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");
  private static final String EMAIL = "ada@example.org";

  private final SignIn signIn = new SignIn();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final String audience = "workspace-" + UUID.randomUUID();

  @AfterEach
  void close() {
    signIn.close();
  }

  @Test
  void aTokenLivesADayAtMostUnlessTheAccountSaysOtherwise() {
    rules(UnaryOperator.identity());
    user("");

    assertThat(status(living(0, 24))).isEqualTo(200);
    assertThat(status(living(0, 25))).isEqualTo(401);
    assertThat(status(living(-23, 24))).isEqualTo(200);
    assertThat(status(living(-48, 1))).as("issued long ago").isEqualTo(401);
    assertThat(status(living(0, 25).issueTime(null))).as("without iat").isEqualTo(401);
  }

  @Test
  void theLongestLifeIsASetting() {
    rules(rules -> rules.withLongestLife(Duration.ofHours(2)));
    user("");

    assertThat(status(living(0, 2))).isEqualTo(200);
    assertThat(status(living(0, 3))).isEqualTo(401);
    assertThat(status(living(-2, 1))).isEqualTo(401);
  }

  @Test
  void ofSeveralAudiencesTheTokenWasIssuedToOurs() {
    rules(UnaryOperator.identity());
    user("");
    List<String> several = List.of(audience, "another");

    assertThat(status(ada().audience(several))).isEqualTo(401);
    assertThat(status(ada().audience(several).claim("azp", "another"))).isEqualTo(401);
    assertThat(status(ada().audience(several).claim("azp", 1))).isEqualTo(401);
    assertThat(status(ada().audience(several).claim("azp", audience))).isEqualTo(200);
    assertThat(status(ada().claim("azp", "our-phone-app"))).as("for us alone").isEqualTo(200);
  }

  @Test
  void whereIdTokensAreExpectedNothingElseIsAccepted() {
    rules(rules -> rules.withType(TokenType.ID));
    user("");

    assertThat(status(ada())).isEqualTo(200);
    assertThat(status(ada().claim("azp", audience))).isEqualTo(200);
    assertThat(status(ada().claim("azp", "our-phone-app"))).isEqualTo(401);
    assertThat(status(ACCESS, accessToken())).isEqualTo(401);
    assertThat(status(null, ada())).as("without typ").isEqualTo(200);
  }

  @Test
  void whereAccessTokensAreExpectedNothingElseIsAccepted() {
    rules(rules -> rules.withType(TokenType.ACCESS));
    user("");

    assertThat(status(ada())).isEqualTo(401);
    assertThat(status(null, ada())).isEqualTo(401);
    assertThat(status(ACCESS, accessToken())).isEqualTo(200);
    assertThat(status(new JOSEObjectType("application/at+JWT"), accessToken())).isEqualTo(200);
    assertThat(status(ACCESS, accessToken().audience(List.of(audience, "another"))))
        .as("an access token names its client in client_id")
        .isEqualTo(200);
  }

  @Test
  void anAccessTokenHasTheClaimsOfOneWhereverItIsAccepted() {
    rules(UnaryOperator.identity());
    user("");

    assertThat(status(ACCESS, accessToken())).isEqualTo(200);
    assertThat(status(ACCESS, accessToken().claim("client_id", null))).isEqualTo(401);
    assertThat(status(ACCESS, accessToken().jwtID(null))).isEqualTo(401);
    assertThat(status(ACCESS, accessToken().issueTime(null))).isEqualTo(401);
    assertThat(status(new JOSEObjectType("client-authentication+jwt"), ada()))
        .as("made for something else")
        .isEqualTo(401);
  }

  @Test
  void anAdministratorAuthenticatedLatelyAndInTheWayThatIsDemanded() {
    rules(
        rules ->
            rules
                .withAdministratorMaxAge(Optional.of(Duration.ofMinutes(10)))
                .withAdministratorAcr(List.of("mfa", "urn:example:phr")));
    user("\"" + USHER + "\": {\"accountRole\": \"ACCOUNT_ADMIN\"}");

    Answer neither = answer(JOSEObjectType.JWT, ada());
    assertThat(neither.status()).isEqualTo(401);
    assertThat(neither.header("WWW-Authenticate"))
        .startsWith("Bearer realm=\"Usher\"")
        .contains("error=\"insufficient_user_authentication\"")
        .contains("acr_values=\"mfa urn:example:phr\"")
        .contains("max_age=\"600\"");
    assertThat(neither.headers().allValues("WWW-Authenticate")).hasSize(1);
    assertThat(neither.text("/detail")).contains("authenticate again");

    assertThat(status(authenticated(9, "mfa"))).isEqualTo(200);
    assertThat(status(authenticated(9, "urn:example:phr"))).isEqualTo(200);
    assertThat(status(authenticated(12, "mfa"))).isEqualTo(401);
    assertThat(status(authenticated(-5, "mfa"))).as("tomorrow's").isEqualTo(401);
    assertThat(status(authenticated(9, "mfa").claim("auth_time", "now"))).isEqualTo(401);
    assertThat(status(authenticated(9, "mfa").claim("auth_time", Long.MAX_VALUE))).isEqualTo(401);
    Answer weak = answer(JOSEObjectType.JWT, authenticated(9, "pwd"));
    assertThat(weak.status()).isEqualTo(401);
    assertThat(weak.text("/detail")).contains("stronger");
  }

  @Test
  void nobodyElseHasToAuthenticateAgain() {
    rules(
        rules ->
            rules
                .withAdministratorMaxAge(Optional.of(Duration.ofMinutes(10)))
                .withAdministratorAcr(List.of("mfa")));
    user("");

    assertThat(status(ada())).isEqualTo(200);
  }

  private void rules(UnaryOperator<TokenRules> rules) {
    signIn
        .providers()
        .set(
            account.name(),
            signIn.issuer().url(),
            audience,
            Optional.of(signIn.issuer().jwksUrl().toString()),
            rules);
  }

  private void user(String member) {
    String[] members = member.isEmpty() ? new String[0] : new String[] {member};
    assertThat(account.client().createUser(EMAIL, members).status()).isEqualTo(201);
  }

  private JWTClaimsSet.Builder ada() {
    return signIn.claims("sub-1", EMAIL, audience);
  }

  /** Issued so many hours from now, for so many hours, and for ten minutes more at least. */
  private JWTClaimsSet.Builder living(int from, int hours) {
    Instant now = Instant.now();
    Instant issued = now.plus(Duration.ofHours(from));
    Instant wanted = issued.plus(Duration.ofHours(hours));
    Instant soon = now.plus(Duration.ofMinutes(10));
    return ada()
        .issueTime(Date.from(issued))
        .expirationTime(Date.from(wanted.isAfter(soon) ? wanted : soon));
  }

  private JWTClaimsSet.Builder accessToken() {
    return ada().claim("client_id", "our-app").jwtID(UUID.randomUUID().toString());
  }

  private JWTClaimsSet.Builder authenticated(int minutesAgo, String acr) {
    return ada()
        .claim("auth_time", Instant.now().minus(Duration.ofMinutes(minutesAgo)).getEpochSecond())
        .claim("acr", acr);
  }

  private int status(JWTClaimsSet.Builder claims) {
    return status(JOSEObjectType.JWT, claims);
  }

  private int status(JOSEObjectType type, JWTClaimsSet.Builder claims) {
    return answer(type, claims).status();
  }

  private Answer answer(JOSEObjectType type, JWTClaimsSet.Builder claims) {
    return SignIn.person(TestIssuer.sign(signIn.issuer().key(), type, claims)).get("/Me");
  }
}
