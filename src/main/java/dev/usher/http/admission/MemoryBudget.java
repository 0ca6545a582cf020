package dev.usher.http.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all requests together may hold: heads, bodies, what is made of them, and answers
 * that are not written yet. A refused byte is a refused request, so what is small keeps a reserve
 * that what is large cannot take. Safe for use by many threads.
 */
public final class MemoryBudget {

  /** What the bytes are for. */
  public enum Use {
    /**
     * A head or body while it arrives. Large ones take half of the budget at most: a client decides
     * how long they stay, so they must not keep complete requests from being processed.
     */
    ARRIVAL(64 * 1024, 0.5),

    /** What a worker makes of a body. */
    WORK(512 * 1024, 0.9),

    /** An answer until the client has taken it. */
    ANSWER(256 * 1024, 0.9);

    private final long small;
    private final double shareOfLarge;

    Use(long small, double shareOfLarge) {
      this.small = small;
      this.shareOfLarge = shareOfLarge;
    }
  }

  private final long bytes;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param bytes the budget, at least 1
   */
  public MemoryBudget(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a budget of " + bytes + " bytes");
    }
    this.bytes = bytes;
  }

  /** The bytes that are held now. */
  public long used() {
    return used.get();
  }

  /** The most bytes that may be held. */
  public long bytes() {
    return bytes;
  }

  /**
   * The largest body that is processed when nothing else is.
   *
   * @param work the bytes that are held for each of its bytes meanwhile
   */
  public long largestBody(int work) {
    return Math.min(most(Use.ARRIVAL, bytes), most(Use.WORK, bytes) / (1 + work));
  }

  /** Begins to hold bytes; none yet. */
  public Charge open(Use use) {
    return new Charge(use);
  }

  /** Whether a charge of this size could be taken now. */
  boolean hasRoom(Use use, long size) {
    return used.get() + size <= most(use, size);
  }

  private long most(Use use, long total) {
    return total <= use.small ? bytes : (long) (bytes * use.shareOfLarge);
  }

  private boolean take(Use use, long more, long total) {
    long most = most(use, total);
    long before = used.get();
    while (before + more <= most) {
      if (used.compareAndSet(before, before + more)) {
        return true;
      }
      before = used.get();
    }
    return false;
  }

  /** The bytes that one request holds for one use. */
  public final class Charge {
    private final Use use;
    private long held;
    private boolean released;

    private Charge(Use use) {
      this.use = use;
    }

    /**
     * Holds more bytes.
     *
     * @return false, and nothing changed, when the budget does not allow it or after the release
     */
    public synchronized boolean grow(long more) {
      if (released || !take(use, more, held + more)) {
        return false;
      }
      held += more;
      return true;
    }

    /** Gives all bytes back, for good. */
    public synchronized void release() {
      released = true;
      used.addAndGet(-held);
      held = 0;
    }
  }
}
