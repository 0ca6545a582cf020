package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.jwt.TokenType;
import dev.usher.directory.person.TokenRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options on what an account demands of its people's tokens. */
final class TokenOptions {
  private static final String NONE = "none";

  @Option(
      names = "--max-token-life",
      paramLabel = "TIME",
      description = "The longest time from a token's iat to its exp: 24h unless set, 31d at most.")
  private String maxTokenLife;

  @Option(
      names = "--token-type",
      paramLabel = "TYPE",
      description = "Which tokens are accepted: id, access (at+jwt) or any, which is the default.")
  private String tokenType;

  @Option(
      names = "--admin-max-age",
      paramLabel = "TIME",
      description = "How long ago administrators may have authenticated (auth_time), or none.")
  private String adminMaxAge;

  @Option(
      names = "--admin-acr",
      paramLabel = "ACR",
      description = "What the acr of administrators has to be, several times for one of several.")
  private List<String> adminAcr;

  /**
   * The rules with what was given.
   *
   * @throws Refusal when a value cannot be used
   */
  TokenRules apply(TokenRules before, Instant now) {
    TokenRules rules = before;
    if (maxTokenLife != null) {
      rules = rules.withLongestLife(time(maxTokenLife, now));
    }
    if (tokenType != null) {
      rules =
          rules.withType(
              TokenType.of(tokenType)
                  .orElseThrow(() -> new Refusal("a token type is id, access or any")));
    }
    if (adminMaxAge != null) {
      rules =
          rules.withAdministratorMaxAge(
              Optional.of(adminMaxAge).filter(age -> !age.equals(NONE)).map(age -> time(age, now)));
    }
    if (adminAcr != null) {
      rules = rules.withAdministratorAcr(adminAcr.equals(List.of(NONE)) ? List.of() : adminAcr);
    }
    return rules;
  }

  private static Duration time(String text, Instant now) {
    return Duration.between(now, Expiry.parse(text, now));
  }
}
