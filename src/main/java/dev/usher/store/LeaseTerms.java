package dev.usher.store;

import java.time.Duration;

/**
 * How long a {@link MigrationLease} is held, renewed and waited for.
 *
 * @param length how long the lease lasts after it was taken or renewed
 * @param pause between two renewals, shorter than the length
 * @param grace how long the owner of an expired lease may still renew it after the cluster has
 *     accepted a write, longer than the pause
 */
record LeaseTerms(Duration length, Duration pause, Duration grace) {
  /**
   * Nine renewals may fail before the lease expires, and one of the two that fall into the grace.
   * Others wait for twelve minutes when a process dies while it migrates.
   */
  static final LeaseTerms DEFAULT =
      new LeaseTerms(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(2));

  LeaseTerms {
    if (pause.compareTo(length) >= 0 || pause.compareTo(grace) >= 0) {
      throw new IllegalArgumentException("the pause must be shorter than the length and the grace");
    }
  }
}
