package dev.usher.directory.jwt;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a JWT has to say to be believed, beside being signed and valid now.
 *
 * @param issuer its {@code iss}
 * @param subject its {@code sub}; any when empty
 * @param audiences one of them has to be in its {@code aud}
 * @param longestLife how far off its {@code exp} may be; any when empty
 * @param type of a person's token, whose {@code exp} may then be no further from its {@code iat}
 *     than {@code longestLife} either; empty for assertions
 */
public record Expected(
    String issuer,
    Optional<String> subject,
    Set<String> audiences,
    Optional<Duration> longestLife,
    Optional<TokenType> type) {

  /** An assertion. */
  public Expected(
      String issuer,
      Optional<String> subject,
      Set<String> audiences,
      Optional<Duration> longestLife) {
    this(issuer, subject, audiences, longestLife, Optional.empty());
  }

  public Expected {
    audiences = Set.copyOf(audiences);
  }
}
