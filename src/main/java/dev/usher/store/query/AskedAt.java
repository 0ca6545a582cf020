package dev.usher.store.query;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * When a question is asked, by the clock that decides about every expiry: the database's own clock
 * may show another time. All are equal: a question stays the same whenever it is asked, and what is
 * remembered of it is found again.
 *
 * @param time in UTC, in milliseconds
 */
public record AskedAt(LocalDateTime time) {
  /** Of a question whose answer is the same at every time. */
  static final AskedAt ANY_TIME = new AskedAt(LocalDateTime.of(1970, 1, 1, 0, 0));

  static AskedAt now(Clock clock) {
    return new AskedAt(
        LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AskedAt;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
