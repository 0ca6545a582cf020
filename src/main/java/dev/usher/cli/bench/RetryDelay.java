package dev.usher.cli.bench;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How long a client waits after 429 before it repeats its request (RFC 6585 §4). */
final class RetryDelay {
  /** How long it waits at once, whatever the server says. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** How long it waits for one request in all. */
  static final Duration IN_ALL = Duration.ofSeconds(60);

  /** For a server that gives no time, or none that can be read. */
  static final Duration UNKNOWN = Duration.ofSeconds(1);

  /** For a time that is now or past, so that the server is not asked without a pause. */
  static final Duration SHORTEST = Duration.ofMillis(100);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryDelay() {}

  /**
   * The wait that a header asks for, between {@link #SHORTEST} and {@link #LONGEST}.
   *
   * @param retryAfter seconds or an HTTP date (RFC 9110 §10.2.3)
   */
  static Duration of(Optional<String> retryAfter, Instant now) {
    Duration asked = retryAfter.flatMap(value -> read(value.strip(), now)).orElse(UNKNOWN);
    if (asked.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
  }

  private static Optional<Duration> read(String value, Instant now) {
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      // More digits than these are longer than any wait.
      return Optional.of(
          value.length() > 9 ? LONGEST : Duration.ofSeconds(Integer.parseInt(value)));
    }
    try {
      return Optional.of(Duration.between(now, HTTP_DATE.parse(value, Instant::from)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
