package dev.usher.person;

import static dev.usher.testing.ScimClient.USHER;
import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.directory.Refusal;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.directory.jwt.KeySets;
import dev.usher.directory.jwt.SmallDownload;
import dev.usher.directory.person.People;
import dev.usher.store.Transactions;
import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is let in with a token of the account's OpenID provider, as whom, and who is not. */
class PeopleTest {
  private final SignIn signIn = new SignIn();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final String audience = "workspace-" + UUID.randomUUID();

  @BeforeEach
  void trust() {
    signIn.trust(account, audience);
  }

  @AfterEach
  void close() {
    signIn.close();
  }

  @Test
  void aPersonIsFoundByAVerifiedEmailThatIsTheirUserName() {
    String id = account.client().createUser("Ada@example.org").id();

    assertThat(me("sub-1", "ada@EXAMPLE.org").id()).isEqualTo(id);
  }

  @Test
  void aPersonIsFoundByAVerifiedEmailThatIsTheirPrimaryOne() {
    String id =
        account
            .client()
            .createUser("ada", "\"emails\": [{\"value\": \"ada@example.org\", \"primary\": true}]")
            .id();

    assertThat(me("sub-1", "ada@example.org").id()).isEqualTo(id);
  }

  @Test
  void theFirstSignInBindsTheSubjectForGood() {
    String id = account.client().createUser("ada@example.org").id();
    me("sub-1", "ada@example.org");
    account
        .client()
        .patchOps(
            "/Users/" + id,
            "{\"op\": \"replace\", \"path\": \"userName\", \"value\": \"countess@example.org\"}");
    account.client().createUser("ada@example.org");

    assertThat(me("sub-1", "ada@example.org").id()).isEqualTo(id);
    assertThat(signIn.person(signIn.issuer().claims("sub-1", audience)).get("/Me").id())
        .isEqualTo(id);
  }

  @Test
  void theFirstSignInIsInTheTrailOnce() {
    String id = account.client().createUser("ada@example.org").id();
    me("sub-1", "ada@example.org");
    me("sub-1", "ada@example.org");

    Answer trail = account.client().find("/AuditEvents", "action eq \"user.signInBound\"");
    assertThat(trail.text("/totalResults")).isEqualTo("1");
    assertThat(trail.text("/Resources/0/target/value")).isEqualTo(id);
    assertThat(trail.text("/Resources/0/actor/value")).isEqualTo(id);
  }

  @Test
  void anAddressThatWasGivenToSomebodyElseOpensNothing() {
    account.client().createUser("ada@example.org");
    me("sub-1", "ada@example.org");

    Answer other = person("sub-2", "ada@example.org").get("/Me");

    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text("/detail")).contains("signed in as somebody else");
    signIn.bindings().unbind(account.name(), "ADA@example.org");
    assertThat(person("sub-2", "ada@example.org").get("/Me").status()).isEqualTo(200);
    assertThat(person("sub-1", "ada@example.org").get("/Me").status()).isEqualTo(403);
  }

  @Test
  void whoIsNoUserOfTheAccountIsNotLetIn() {
    account.client().createUser("ada@example.org");
    account
        .client()
        .createUser(
            "grace", "\"emails\": [{\"value\": \"grace@example.org\", \"type\": \"work\"}]");
    account
        .client()
        .createUser("lin", "\"emails\": [{\"value\": \"shared@example.org\", \"primary\": true}]");
    account.client().createUser("shared@example.org");

    Map<String, JWTClaimsSet.Builder> strangers = new LinkedHashMap<>();
    strangers.put("unknown", signIn.claims("s", "eve@example.org", audience));
    strangers.put(
        "by an e-mail that is not primary", signIn.claims("s", "grace@example.org", audience));
    strangers.put("of two users", signIn.claims("s", "shared@example.org", audience));
    strangers.put("in other letters", signIn.claims("s", "\uff41da@example.org", audience));
    strangers.put("with another accent", signIn.claims("s", "\u00e1da@example.org", audience));
    strangers.put(
        "with an unverified e-mail",
        signIn.claims("s", "ada@example.org", audience).claim("email_verified", false));
    strangers.put(
        "with an e-mail verified in words",
        signIn.claims("s", "ada@example.org", audience).claim("email_verified", "true"));
    strangers.put(
        "with an e-mail of which nothing is said",
        signIn.issuer().claims("s", audience).claim("email", "ada@example.org"));
    strangers.put("without an e-mail", signIn.issuer().claims("s", audience));

    strangers.forEach(
        (who, claims) -> {
          Answer answer = signIn.person(claims).get("/Me");
          assertThat(answer.status()).as(who).isEqualTo(403);
          assertThat(answer.text("/detail")).as(who).startsWith("No user of this account");
        });
    assertThat(account.number("SELECT COUNT(*) FROM openid_binding WHERE account_id = ?")).isZero();
  }

  @Test
  void onlyWhatTheProviderSignedForTheAccountAndNowIsBelieved() throws Exception {
    account.client().createUser("ada@example.org");
    Instant now = Instant.now();
    Map<String, String> forged = new LinkedHashMap<>();
    try (TestIssuer stranger = new TestIssuer()) {
      forged.put(
          "signed by another key", TestIssuer.sign(stranger.key(), JOSEObjectType.JWT, ada()));
      forged.put("of another issuer", stranger.sign(ada().issuer(stranger.url())));
      forged.put(
          "under another issuer's name", stranger.sign(ada().issuer("https://other.example")));
    }
    forged.put("alg none", new PlainJWT(ada().build()).serialize());
    forged.put("the public key as a secret", withPublicKeyAsSecret());
    forged.put("expired", sign(ada().expirationTime(Date.from(now.minusSeconds(120)))));
    forged.put("without exp", sign(ada().expirationTime(null)));
    forged.put("not valid yet", sign(ada().notBeforeTime(Date.from(now.plusSeconds(300)))));
    forged.put("for another audience", sign(ada().audience("somebody-else")));
    forged.put("without an audience", sign(ada().audience((String) null)));
    forged.put("without a subject", sign(ada().subject(null)));
    forged.put("with an endless subject", sign(ada().subject("x".repeat(300))));
    forged.put("without an issuer", sign(ada().issuer(null)));
    forged.put(
        "made for something else",
        TestIssuer.sign(signIn.issuer().key(), new JOSEObjectType("logout+jwt"), ada()));
    String good = sign(ada());
    forged.put("cut", good.substring(0, good.length() - 8));
    forged.put(
        "altered",
        good.substring(0, good.indexOf('.') + 4) + "A" + good.substring(good.indexOf('.') + 5));
    forged.put("no JWT", "a.b.c");
    forged.put("dots alone", "..");

    forged.forEach(
        (what, jwt) -> {
          Answer answer = SignIn.person(jwt).get("/Me");
          assertThat(answer.status()).as(what).isEqualTo(401);
          assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
          assertThat(answer.text("/status")).as(what).isEqualTo("401");
        });
    assertThat(SignIn.person(good).get("/Me").status()).isEqualTo(200);
  }

  @Test
  void anotherAccountsTokenOpensNothingHere() {
    TestAccount other = TestServer.shared().account("activation=direct");
    String theirAudience = "other-" + UUID.randomUUID();
    signIn.trust(other, theirAudience);
    String ours = account.client().createUser("ada@example.org").id();
    String theirs = other.client().createUser("ada@example.org", administrator()).id();

    ScimClient them = signIn.person(signIn.claims("sub-1", "ada@example.org", theirAudience));

    assertThat(them.get("/Me").id()).isEqualTo(theirs);
    assertThat(them.get("/Users/" + ours).status()).isEqualTo(404);
    assertThat(them.delete("/Users/" + ours).status()).isEqualTo(404);
    assertThat(them.get("/Users").text("/totalResults")).isEqualTo("1");
    assertThat(me("sub-1", "ada@example.org").id()).isEqualTo(ours);
    JWTClaimsSet.Builder both =
        signIn
            .claims("sub-1", "ada@example.org", audience)
            .audience(List.of(audience, theirAudience));
    assertThat(signIn.person(both).get("/Me").status()).isEqualTo(401);
    assertThat(
            signIn
                .person(
                    signIn
                        .claims("sub-1", "ada@example.org", audience)
                        .audience(List.of(audience, "something-else"))
                        .claim("azp", audience))
                .get("/Me")
                .id())
        .isEqualTo(ours);
  }

  @Test
  void anIssuerAndAnAudienceAreOfOneAccount() {
    TestAccount other = TestServer.shared().account();

    assertThatThrownBy(() -> signIn.trust(other, audience))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("another account has that issuer and audience");
    assertThat(signIn.providers().find(other.name())).isEmpty();
  }

  @Test
  void whoeverIsNotActiveIsNotLetInFromTheNextRequestOn() {
    String id = account.client().createUser("ada@example.org").id();
    ScimClient ada = person("sub-1", "ada@example.org");
    assertThat(ada.get("/Me").status()).isEqualTo(200);

    account.client().patchOps("/Users/" + id, active(false));
    Answer inactive = ada.get("/Me");
    assertThat(inactive.status()).isEqualTo(403);
    assertThat(inactive.text("/detail")).contains("Inactive");
    account.client().patchOps("/Users/" + id, active(true));
    assertThat(ada.get("/Me").status()).isEqualTo(200);
    account.client().delete("/Users/" + id);
    assertThat(ada.get("/Me").status()).isEqualTo(403);
    assertThat(account.number("SELECT COUNT(*) FROM openid_binding WHERE account_id = ?")).isZero();
  }

  @Test
  void whoeverHasNotAcceptedTheInvitationIsNotLetInYet() {
    TestAccount inviting = TestServer.shared().account("activation=invite");
    String theirAudience = "inviting-" + UUID.randomUUID();
    signIn.trust(inviting, theirAudience);
    inviting.client().createUser("ada@example.org");
    ScimClient ada = signIn.person(signIn.claims("sub-1", "ada@example.org", theirAudience));

    Answer pending = ada.get("/Me");

    assertThat(pending.status()).isEqualTo(403);
    assertThat(pending.text("/detail")).contains("Pending");
    assertThat(inviting.number("SELECT COUNT(*) FROM openid_binding WHERE account_id = ?"))
        .isZero();
  }

  @Test
  void aRoleGivesAccessAndTakesItFromTheNextRequestOn() {
    String id = account.client().createUser("ada@example.org").id();
    account.client().createUser("root@example.org", administrator());
    ScimClient ada = person("sub-1", "ada@example.org");
    assertThat(ada.get("/Users").status()).isEqualTo(403);

    account.client().patchOps("/Users/" + id, role("ACCOUNT_ADMIN"));
    assertThat(ada.get("/Users").status()).isEqualTo(200);
    assertThat(ada.get("/AuditEvents").status()).isEqualTo(200);
    assertThat(ada.get("/Invitations").status()).isEqualTo(200);
    assertThat(ada.createUser("grace").status()).isEqualTo(201);
    account.client().patchOps("/Users/" + id, role("USER"));
    assertThat(ada.get("/Users").status()).isEqualTo(403);
  }

  @Test
  void whatAnAdministratorDoesIsDoneByThatPerson() {
    String id = account.client().createUser("ada@example.org", administrator()).id();
    String made = person("sub-1", "ada@example.org").createUser("grace").id();

    Answer trail =
        account
            .client()
            .find(
                "/AuditEvents", "target.value eq \"" + made + "\" and action eq \"user.created\"");
    assertThat(trail.text("/Resources/0/actor/type")).isEqualTo("person");
    assertThat(trail.text("/Resources/0/actor/value")).isEqualTo(id);
    assertThat(trail.text("/Resources/0/actor/display")).isEqualTo("ada@example.org");
  }

  @Test
  void ofManyFirstSignInsAtOnceAllAreTheSamePerson() throws Exception {
    String id = account.client().createUser("ada@example.org").id();
    Callable<Answer> ask = () -> person("sub-1", "ada@example.org").get("/Me");
    assertThat(Parallel.atOnce(Collections.nCopies(16, ask)))
        .allSatisfy(answer -> assertThat(answer.id()).isEqualTo(id));
    assertThat(account.number("SELECT COUNT(*) FROM openid_binding WHERE account_id = ?"))
        .isEqualTo(1);
    assertThat(
            account
                .client()
                .find("/AuditEvents", "action eq \"user.signInBound\"")
                .text("/totalResults"))
        .isEqualTo("1");
  }

  @Test
  void ofManySubjectsWithOneEmailAtOnceOneIsThePerson() throws Exception {
    account.client().createUser("ada@example.org");
    List<Callable<Answer>> asks =
        IntStream.range(0, 12)
            .<Callable<Answer>>mapToObj(n -> () -> person("sub-" + n, "ada@example.org").get("/Me"))
            .toList();
    assertThat(Parallel.atOnce(asks))
        .extracting(Answer::status)
        .containsOnly(200, 403)
        .containsOnlyOnce(200);
  }

  @Test
  void keysThatCannotBeFetchedAreAnOutageAndNotAWrongToken() {
    account.client().createUser("ada@example.org");
    signIn.issuer().down(true);

    Answer answer = person("sub-1", "ada@example.org").get("/Me");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotBlank();
    assertThat(answer.body().toString()).doesNotContain("127.0.0.1");
  }

  @Test
  void nobodySignsInAnyMoreOnceTheProviderIsRemoved() {
    account.client().createUser("ada@example.org");
    ScimClient ada = person("sub-1", "ada@example.org");
    assertThat(ada.get("/Me").status()).isEqualTo(200);

    signIn.providers().remove(account.name());

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(ada.get("/Me").status()).isEqualTo(401));
    assertThat(account.number("SELECT COUNT(*) FROM openid_binding WHERE account_id = ?")).isZero();
  }

  @Test
  void anotherAudienceKeepsWhoThePeopleAreAndAnotherIssuerForgetsIt() {
    account.client().createUser("ada@example.org");
    me("sub-1", "ada@example.org");
    String bindings = "SELECT COUNT(*) FROM openid_binding WHERE account_id = ?";

    signIn.trust(account, "renamed-" + audience);
    assertThat(account.number(bindings)).isEqualTo(1);
    signIn
        .providers()
        .set(
            account.name(),
            "https://other.example",
            audience,
            Optional.of("https://other.example/k"));
    assertThat(account.number(bindings)).isZero();
    assertThat(
            account
                .client()
                .find("/AuditEvents", "action eq \"openidProvider.set\"")
                .text("/totalResults"))
        .isEqualTo("3");
  }

  @Test
  void howeverManyAudiencesATokenNamesTheyAreOneRead() {
    account.client().createUser("ada@example.org");
    AtomicInteger reads = new AtomicInteger();
    Transactions counted = counting(reads);
    People people =
        new People(
            counted,
            signIn.operator().accounts(),
            new JwtVerifier(new KeySets(new SmallDownload()), Clock.systemUTC()),
            Clock.systemUTC());
    List<String> strange =
        IntStream.range(0, 9).mapToObj(i -> UUID.randomUUID().toString()).toList();
    String unknown = sign(ada().audience(strange));

    for (int i = 0; i < 5; i++) {
      assertThat(people.authenticate(unknown)).isEmpty();
    }
    assertThat(reads).as("that nobody has such an audience is remembered").hasValue(1);

    List<String> withOurs = new ArrayList<>(strange);
    withOurs.add(audience);
    String ours = sign(ada().audience(withOurs).claim("azp", audience));
    assertThat(people.authenticate(ours)).isPresent();
    assertThat(reads).as("one for the provider, three for a first sign-in").hasValue(5);
    withOurs.add("one-too-many");
    assertThat(people.authenticate(sign(ada().audience(withOurs)))).isEmpty();
    assertThat(people.authenticate(sign(ada().audience("x".repeat(256))))).isEmpty();
    assertThat(reads).hasValue(5);
  }

  /** The transactions of the database, whose reads and writes are counted. */
  private Transactions counting(AtomicInteger count) {
    Transactions real = signIn.operator().transactions();
    return (Transactions)
        Proxy.newProxyInstance(
            Transactions.class.getClassLoader(),
            new Class<?>[] {Transactions.class},
            (proxy, method, arguments) -> {
              count.incrementAndGet();
              return method.invoke(real, arguments);
            });
  }

  private JWTClaimsSet.Builder ada() {
    return signIn.claims("sub-1", "ada@example.org", audience);
  }

  private String sign(JWTClaimsSet.Builder claims) {
    return signIn.issuer().sign(claims);
  }

  private ScimClient person(String subject, String email) {
    return signIn.person(signIn.claims(subject, email, audience));
  }

  private Answer me(String subject, String email) {
    Answer answer = person(subject, email).get("/Me");
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private String withPublicKeyAsSecret() throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(signIn.issuer().key().getKeyID()).build();
    SignedJWT jwt = new SignedJWT(header, ada().build());
    jwt.sign(new MACSigner(signIn.issuer().key().toRSAPublicKey().getEncoded()));
    return jwt.serialize();
  }

  private static String administrator() {
    return "\"" + USHER + "\": {\"accountRole\": \"ACCOUNT_ADMIN\"}";
  }

  private static String role(String role) {
    return "{\"op\": \"replace\", \"path\": %s, \"value\": %s}"
        .formatted(quote(USHER + ":accountRole"), quote(role));
  }

  private static String active(boolean value) {
    return "{\"op\": \"replace\", \"path\": \"active\", \"value\": %s}".formatted(value);
  }
}
