package dev.usher.directory.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.usher.testing.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature makes nothing believable that is no claim. */
class JwtVerifierTest {
  private static TestIssuer issuer;

  private final JwtVerifier verifier =
      new JwtVerifier(new KeySets(new SmallDownload()), Clock.systemUTC());

  @BeforeAll
  static void start() {
    issuer = new TestIssuer();
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "\"text\"",
        "{",
        "{}",
        "{\"iss\": 1}",
        "{\"iss\": {\"a\": []}}",
        "{\"iss\": \"i\", \"aud\": 5, \"sub\": \"s\", \"exp\": 9999999999}",
        "{\"iss\": \"i\", \"aud\": [1, null], \"sub\": \"s\", \"exp\": 9999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": [], \"exp\": 9999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"  \", \"exp\": 9999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"\\ud800\", \"exp\": 9999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": \"tomorrow\"}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": -1}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": 1e300}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": 1e99999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": 1e999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": 9999999999, \"nbf\": 1e99999999999}",
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": null}",
        "{\"iss\": \"I\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": 9999999999}",
        "{\"iss\": \"i\", \"aud\": \"A\", \"sub\": \"s\", \"exp\": 9999999999}"
      })
  void oddClaimsAreNeitherBelievedNorAnError(String payload) throws Exception {
    Optional<UnverifiedJwt> jwt = UnverifiedJwt.parse(signed(payload));

    jwt.ifPresent(
        each ->
            assertThatThrownBy(() -> verify(each, Optional.of(Duration.ofDays(1))))
                .isInstanceOf(JwtException.Rejected.class));
  }

  @Test
  void anEmailCountsOnlyWhenItIsATextThatWasVerified() throws Exception {
    assertThat(email("\"email\": \"a@b\", \"email_verified\": true")).contains("a@b");
    assertThat(email("\"email\": \"a@b\", \"email_verified\": \"true\"")).isEmpty();
    assertThat(email("\"email\": \"a@b\", \"email_verified\": 1")).isEmpty();
    assertThat(email("\"email\": \"a@b\"")).isEmpty();
    assertThat(email("\"email\": [\"a@b\"], \"email_verified\": true")).isEmpty();
    assertThat(email("\"email\": null, \"email_verified\": true")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "e30.e30.e30", "....", "a.b.c.d.e"})
  void whatIsNoSignedJwtIsNone(String text) {
    assertThat(UnverifiedJwt.parse(text)).isEmpty();
  }

  @Test
  void aHeaderNestedTooDeeplyIsNone() {
    String header = "{\"alg\":\"RS256\",\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    String encoded = com.nimbusds.jose.util.Base64URL.encode(header).toString();

    assertThat(UnverifiedJwt.parse(encoded + ".e30.e30")).isEmpty();
  }

  private Optional<String> email(String claims) throws Exception {
    String payload =
        "{\"iss\": \"i\", \"aud\": \"a\", \"sub\": \"s\", \"exp\": %d, %s}"
            .formatted(Instant.now().plusSeconds(60).getEpochSecond(), claims);
    UnverifiedJwt jwt = UnverifiedJwt.parse(signed(payload)).orElseThrow();
    return verify(jwt, Optional.empty()).verifiedEmail();
  }

  private Claims verify(UnverifiedJwt jwt, Optional<Duration> longestLife) {
    return verifier.verify(
        jwt,
        KeySource.of("test", issuer.jwks()),
        new Expected("i", Optional.empty(), Set.of("a"), longestLife));
  }

  private static String signed(String payload) throws Exception {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(payload));
    jws.sign(new RSASSASigner(issuer.key()));
    return jws.serialize();
  }
}
