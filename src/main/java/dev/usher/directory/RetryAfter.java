package dev.usher.directory;

import java.time.Duration;

/** How long a client waits, as {@code Retry-After} has it (RFC 9110 §10.2.3). */
public final class RetryAfter {
  private static final long NANOS_SHORT_OF_A_SECOND = 999_999_999;

  private RetryAfter() {}

  /**
   * The wait in whole seconds, rounded up, so that a client which waits exactly so long does not
   * come too early.
   *
   * @param wait until the client is answered, not negative
   * @return 1 or more
   */
  public static long seconds(Duration wait) {
    return Math.max(1, wait.plusNanos(NANOS_SHORT_OF_A_SECOND).toSeconds());
  }
}
