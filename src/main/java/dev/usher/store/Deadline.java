package dev.usher.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The time by which a request has to be answered. Whoever processes a request binds its deadline to
 * the thread; the statements of the thread's transactions then run no longer than until there, and
 * none begins afterwards. Threads without a deadline, as of background work, have the limits of the
 * connections alone.
 */
public final class Deadline {
  private static final ThreadLocal<Deadline> BOUND = new ThreadLocal<>();

  private final long nanoTime;

  private Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A deadline some time after an instant.
   *
   * @param start of the request, by {@link System#nanoTime()}
   */
  public static Deadline after(long start, Duration time) {
    return new Deadline(start + time.toNanos());
  }

  /** Runs work on this thread with this deadline. */
  public <T> T bind(Supplier<T> work) {
    Deadline outer = BOUND.get();
    BOUND.set(this);
    try {
      return work.get();
    } finally {
      if (outer == null) {
        BOUND.remove();
      } else {
        BOUND.set(outer);
      }
    }
  }

  /** The time until then; not positive when it has passed. */
  public Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  /** Whether it is over. */
  public boolean hasPassed() {
    return System.nanoTime() - nanoTime >= 0;
  }

  /** The deadline that this thread has; empty when it has none. */
  static Optional<Deadline> ofThread() {
    return Optional.ofNullable(BOUND.get());
  }

  /**
   * @throws StoreException.Unavailable when this thread has a deadline, and it has passed
   */
  static void check() {
    if (ofThread().filter(Deadline::hasPassed).isPresent()) {
      throw new StoreException.Unavailable("the time of the request is over", null);
    }
  }
}
