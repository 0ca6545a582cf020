package dev.usher.directory.invitation;

import java.time.Duration;

/**
 * How long links work and mails wait.
 *
 * @param expiry how long a link works, 1 hour to 30 days
 * @param mailDelay how long the first mail waits, so that a connection test which deletes its user
 *     mails nobody; not negative
 */
public record InvitationSettings(Duration expiry, Duration mailDelay) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** 24 hours, 60 seconds. */
  public static final InvitationSettings DEFAULT =
      new InvitationSettings(Duration.ofHours(24), Duration.ofSeconds(60));

  /**
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public InvitationSettings {
    if (expiry.compareTo(SHORTEST) < 0 || expiry.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "invitation.expiry is %s: it must be from 1 hour to 30 days".formatted(expiry));
    }
    if (mailDelay.isNegative()) {
      throw new IllegalArgumentException(
          "mail.delay is %s: it cannot be negative".formatted(mailDelay));
    }
  }
}
