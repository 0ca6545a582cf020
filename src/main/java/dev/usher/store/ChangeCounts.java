package dev.usher.store;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the transactions of this process that have changed an account, so that what was read of it
 * before is known to be old. Accounts share a few counters: a change of one may count for another
 * one too.
 */
final class ChangeCounts {
  private static final int COUNTERS = 4_096;

  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

  /** How many there were. */
  long of(UUID account) {
    return counters.get(place(account));
  }

  /** A transaction that has changed the account has ended, or may have. */
  void add(UUID account) {
    counters.incrementAndGet(place(account));
  }

  private static int place(UUID account) {
    return Math.floorMod(account.hashCode(), COUNTERS);
  }
}
