package dev.usher.directory.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.usher.directory.jwt.JwtException.KeysUnavailable;
import dev.usher.directory.jwt.JwtException.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies JWTs (RFC 7519 §7.2, RFC 8725): by algorithms that are pinned here, whatever their
 * header says, with keys of their issuer, for an audience of ours, and within their time.
 */
public final class JwtVerifier {
  /** How far the clocks of two servers may differ. */
  public static final Duration SKEW = Duration.ofSeconds(60);

  private static final int MAX_SUBJECT_LENGTH = 255;

  /** The end of the year 9999, in seconds. */
  private static final long LATEST = 253_402_300_799L;

  /** Asymmetric ones alone: an issuer's public key must never pass for a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** What {@code typ} may be: a JWT that was made for something else is none for us. */
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(
          JOSEObjectType.JWT,
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"),
          new JOSEObjectType("client-authentication+jwt"),
          null);

  private final KeySets keySets;
  private final Clock clock;

  public JwtVerifier(KeySets keySets, Clock clock) {
    this.keySets = keySets;
    this.clock = clock;
  }

  /** The names of the algorithms, in order. */
  public static List<String> algorithms() {
    return ALGORITHMS.stream().map(JWSAlgorithm::getName).sorted().toList();
  }

  /** Whether a {@code sub} can be stored: not blank, 255 characters at most, and Unicode. */
  public static boolean isUsableSubject(String subject) {
    return !subject.isBlank()
        && subject.length() <= MAX_SUBJECT_LENGTH
        && StandardCharsets.UTF_8.newEncoder().canEncode(subject);
  }

  /**
   * What the JWT says, once it is verified.
   *
   * @throws Rejected when it is not to be believed
   * @throws KeysUnavailable when the keys cannot be had
   */
  public Claims verify(UnverifiedJwt unverified, KeySource source, Expected expected) {
    KeySets.Keys keys = keySets.of(source);
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(TYPES);
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys.source()));
    processor.setJWTClaimsSetVerifier((claims, context) -> check(unverified, claims, expected));
    try {
      return claims(processor.process(unverified.jwt(), null));
    } catch (RateLimitReachedException e) {
      if (keys.reachable()) {
        throw new Rejected("its key is not among its issuer's", e);
      }
      throw new KeysUnavailable("the keys of " + expected.issuer() + " cannot be fetched", e);
    } catch (KeySourceException e) {
      throw new KeysUnavailable("the keys of " + expected.issuer() + " cannot be fetched", e);
    } catch (BadJOSEException | JOSEException | IllegalArgumentException e) {
      throw new Rejected(e.getMessage(), e);
    }
  }

  private void check(UnverifiedJwt unverified, JWTClaimsSet claims, Expected expected)
      throws BadJWTException {
    if (!expected.issuer().equals(claims.getIssuer())) {
      throw new BadJWTException("it is of another issuer");
    }
    if (Collections.disjoint(expected.audiences(), claims.getAudience())) {
      throw new BadJWTException("it is for another audience");
    }
    String subject = claims.getSubject();
    if (subject == null || !isUsableSubject(subject)) {
      throw new BadJWTException("it has no usable subject");
    }
    if (expected.subject().filter(wanted -> !wanted.equals(subject)).isPresent()) {
      throw new BadJWTException("it is of another subject");
    }
    checkTime(claims, expected);
    if (expected.type().isPresent()) {
      TokenProfile.check(
          unverified.jwt().getHeader().getType(),
          claims,
          expected.type().get(),
          expected.audiences());
    }
  }

  private void checkTime(JWTClaimsSet claims, Expected expected) throws BadJWTException {
    Instant now = clock.instant();
    Instant expiry = instant(claims.getExpirationTime());
    if (expiry == null) {
      throw new BadJWTException("it has no exp");
    }
    if (!now.isBefore(expiry.plus(SKEW))) {
      throw new BadJWTException("it has expired");
    }
    Instant issued = instant(claims.getIssueTime());
    Instant born =
        expected.type().isEmpty() || issued == null || issued.isAfter(now) ? now : issued;
    if (expected
        .longestLife()
        .filter(life -> expiry.isAfter(born.plus(life).plus(SKEW)))
        .isPresent()) {
      throw new BadJWTException("it lives too long");
    }
    Instant latest = now.plus(SKEW);
    Instant notBefore = instant(claims.getNotBeforeTime());
    if ((notBefore != null && notBefore.isAfter(latest))
        || (issued != null && issued.isAfter(latest))) {
      throw new BadJWTException("it is not valid yet");
    }
  }

  private static Instant instant(Date date) {
    return date == null ? null : date.toInstant();
  }

  private static Claims claims(JWTClaimsSet claims) {
    Object email = claims.getClaim("email");
    boolean verified = Boolean.TRUE.equals(claims.getClaim("email_verified"));
    return new Claims(
        claims.getSubject(),
        Optional.ofNullable(claims.getJWTID()).filter(id -> !id.isEmpty()),
        claims.getExpirationTime().toInstant(),
        verified && email instanceof String text ? Optional.of(text) : Optional.empty(),
        claims.getClaim("auth_time") instanceof Number seconds
            ? time(seconds.longValue())
            : Optional.empty(),
        claims.getClaim("acr") instanceof String text ? Optional.of(text) : Optional.empty());
  }

  /** Empty for what is no time of our calendar. */
  private static Optional<Instant> time(long seconds) {
    return seconds >= 0 && seconds <= LATEST
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }
}
