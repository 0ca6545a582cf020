package dev.usher.http.admission;

import java.time.Duration;

/**
 * How slow a client may be.
 *
 * @param idle how long a connection may be silent between requests
 * @param head how long a request's head may take from its first byte
 * @param body how long a body may take, and one second more for each {@link #BODY_BYTES_PER_SECOND}
 *     bytes that have come
 * @param slow how long a body or the reading of an answer may be slower than {@link
 *     #LEAST_BYTES_PER_SECOND} on average, from its begin
 * @param stalled how long a client may take nothing of an answer
 * @param linger how long a connection is read from, and what comes thrown away, after a refusal
 *     before the end of the request, so that the client gets to see the refusal
 */
public record Deadlines(
    Duration idle, Duration head, Duration body, Duration slow, Duration stalled, Duration linger) {
  static final long BODY_BYTES_PER_SECOND = 64 * 1024;
  static final long LEAST_BYTES_PER_SECOND = 1024;

  /** What any client on any usable network keeps. */
  public static final Deadlines DEFAULT =
      new Deadlines(
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5));

  boolean isHeadLate(long nanos) {
    return nanos > head.toNanos();
  }

  boolean isIdleTooLong(long nanos) {
    return nanos > idle.toNanos();
  }

  boolean isLingeringTooLong(long nanos) {
    return nanos > linger.toNanos();
  }

  /** Whether a body of which so many bytes came in so many nanoseconds is given up. */
  boolean isBodyLate(long nanos, long bytes) {
    return isSlow(nanos, bytes, slow.toNanos())
        || nanos > body.toNanos() + seconds(bytes, BODY_BYTES_PER_SECOND);
  }

  /**
   * Whether an answer is given up.
   *
   * @param nanos since its first byte was sent
   * @param bytes that the client has taken
   * @param sinceProgress the nanoseconds since it took the last of them
   */
  boolean isAnswerLate(long nanos, long bytes, long sinceProgress) {
    return sinceProgress > stalled.toNanos() || isSlow(nanos, bytes, stalled.toNanos() / 2);
  }

  private static boolean isSlow(long nanos, long bytes, long grace) {
    return nanos > grace && nanos > seconds(bytes, LEAST_BYTES_PER_SECOND);
  }

  private static long seconds(long bytes, long bytesPerSecond) {
    return (long) (bytes * 1e9 / bytesPerSecond);
  }
}
