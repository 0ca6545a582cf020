package dev.usher.directory.authentication;

import dev.usher.directory.RepeatedWork;
import java.time.Duration;

/** Writes what requests have noted, on a thread of its own, and the rest when it is closed. */
public final class Recorder implements AutoCloseable {
  private static final String FAILURE = "What requests have noted could not be written";

  private static final Duration TRAIL = Duration.ofSeconds(5);
  private static final Duration USES = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final AccessTrail trail;
  private final LastUses uses;
  private final RepeatedWork work = new RepeatedWork("recorder", GRACE);

  public Recorder(AccessTrail trail, LastUses uses) {
    this.trail = trail;
    this.uses = uses;
  }

  /** Begins. */
  public void start() {
    work.every(TRAIL, trail::flush, FAILURE);
    work.every(USES, uses::flush, FAILURE);
  }

  /** Writes now what was noted. */
  public void flush() {
    RepeatedWork.attempt(trail::flush, FAILURE);
    RepeatedWork.attempt(uses::flush, FAILURE);
  }

  @Override
  public void close() {
    if (work.stop()) {
      flush();
    }
  }
}
