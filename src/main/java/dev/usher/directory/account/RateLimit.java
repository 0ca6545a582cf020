package dev.usher.directory.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often somebody may ask.
 *
 * @param perSecond requests a second that may go on for ever, 1 or more
 * @param burst requests that may come at once after a quiet time, 1 or more
 */
public record RateLimit(int perSecond, int burst) {
  /**
   * Eight times what the busiest identity providers send to one tenant, and scripts beside them.
   */
  static final RateLimit DEFAULT = new RateLimit(200, 1_000);

  private static final Pattern TEXT =
      Pattern.compile("\\s*([1-9][0-9]{0,5})\\s*/\\s*([1-9][0-9]{0,5})\\s*");

  public RateLimit {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException("a rate limit of " + perSecond + "/" + burst);
    }
  }

  /** The limit that is written {@code 200/1000}; empty for anything else. */
  static Optional<RateLimit> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new RateLimit(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** As {@link #parse} reads it. */
  String text() {
    return perSecond + "/" + burst;
  }
}
