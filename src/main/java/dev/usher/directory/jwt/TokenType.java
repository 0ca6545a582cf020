package dev.usher.directory.jwt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which tokens of people are expected. */
public enum TokenType {
  /** ID tokens (OpenID Connect Core 1.0 §2). */
  ID,
  /** Access tokens (RFC 9068), whose {@code typ} is {@code at+jwt}. */
  ACCESS,
  /** Either; many providers' access tokens do not say that they are any. */
  ANY;

  /** The name as it is typed and stored. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that name; empty for anything else. */
  public static Optional<TokenType> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }
}
