package dev.usher.directory.person;

import dev.usher.directory.Refusal;
import dev.usher.directory.jwt.Claims;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.directory.jwt.TokenType;
import dev.usher.scim.error.ScimException;
import dev.usher.store.openid.OpenIdProviderRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an account demands of its people's tokens, beside being its provider's and valid now.
 *
 * @param longestLife from {@code iat} to {@code exp}, between a minute and 31 days
 * @param type which tokens are accepted
 * @param administratorMaxAge how long ago an administrator may have authenticated ({@code
 *     auth_time}), a minute or more; any when empty
 * @param administratorAcr one of these has to be the {@code acr} of an administrator's token; any
 *     when there is none
 */
public record TokenRules(
    Duration longestLife,
    TokenType type,
    Optional<Duration> administratorMaxAge,
    List<String> administratorAcr) {
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(31);
  private static final int LONGEST_ACR = 1_000;

  /** They stand in a header, between quotation marks and with blanks between (RFC 9470 §3). */
  private static final Pattern ACR = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /** What an account has until an operator says something else. */
  public static final TokenRules DEFAULT =
      new TokenRules(Duration.ofHours(24), TokenType.ANY, Optional.empty(), List.of());

  /**
   * @throws Refusal when a value is out of its range
   */
  public TokenRules {
    administratorAcr = List.copyOf(administratorAcr);
    check("the longest life of a token", longestLife);
    administratorMaxAge.ifPresent(age -> check("the age of a sign-in", age));
    if (!administratorAcr.stream().allMatch(each -> ACR.matcher(each).matches())
        || String.join(" ", administratorAcr).length() > LONGEST_ACR) {
      throw new Refusal(
          "the acr values are longer than %d characters, or have some that are not printable ASCII"
              .formatted(LONGEST_ACR));
    }
  }

  private static void check(String what, Duration time) {
    if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
      throw new Refusal(what + " is between 1 minute and 31 days");
    }
  }

  /** With another longest life. */
  public TokenRules withLongestLife(Duration other) {
    return new TokenRules(other, type, administratorMaxAge, administratorAcr);
  }

  /** With another type. */
  public TokenRules withType(TokenType other) {
    return new TokenRules(longestLife, other, administratorMaxAge, administratorAcr);
  }

  /** With another age, or none. */
  public TokenRules withAdministratorMaxAge(Optional<Duration> other) {
    return new TokenRules(longestLife, type, other, administratorAcr);
  }

  /** With other authentication classes, or none. */
  public TokenRules withAdministratorAcr(List<String> other) {
    return new TokenRules(longestLife, type, administratorMaxAge, other);
  }

  static TokenRules of(OpenIdProviderRow row) {
    return new TokenRules(
        Duration.ofSeconds(row.maxTokenLife()),
        TokenType.of(row.tokenType()).orElseThrow(),
        Optional.ofNullable(row.adminMaxAge()).map(Duration::ofSeconds),
        row.adminAcr() == null ? List.of() : List.of(row.adminAcr().split(" ")));
  }

  /** The authentication classes as they are stored: null for none. */
  String storedAcr() {
    return administratorAcr.isEmpty() ? null : String.join(" ", administratorAcr);
  }

  /**
   * Checks how an administrator authenticated.
   *
   * @throws ScimException 401 when that was too long ago, or in a way that is not enough (RFC 9470)
   */
  void checkAdministrator(Claims claims, Instant now) {
    boolean recent =
        administratorMaxAge
            .map(
                age ->
                    claims
                        .authenticatedAt()
                        .filter(at -> !at.isBefore(now.minus(age).minus(JwtVerifier.SKEW)))
                        .filter(at -> !at.isAfter(now.plus(JwtVerifier.SKEW)))
                        .isPresent())
            .orElse(true);
    boolean strong =
        administratorAcr.isEmpty()
            || claims.authenticationClass().filter(administratorAcr::contains).isPresent();
    if (!recent || !strong) {
      throw ScimException.insufficientAuthentication(
          recent
              ? "Administrators of this account have to authenticate in a stronger way (acr)."
              : "Administrators of this account have to authenticate again (auth_time).",
          administratorAcr,
          administratorMaxAge);
    }
  }
}
