package dev.usher.directory.authentication;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what requests have noted, on a thread of its own, and the rest when it is closed. */
public final class Recorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private static final Duration TRAIL = Duration.ofSeconds(5);
  private static final Duration USES = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final AccessTrail trail;
  private final LastUses uses;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "recorder");
            thread.setDaemon(true);
            return thread;
          });

  public Recorder(AccessTrail trail, LastUses uses) {
    this.trail = trail;
    this.uses = uses;
  }

  /** Begins. */
  public void start() {
    every(TRAIL, trail::flush);
    every(USES, uses::flush);
  }

  /** Writes now what was noted. */
  public void flush() {
    attempt(trail::flush);
    attempt(uses::flush);
  }

  private void every(Duration pause, Runnable work) {
    executor.scheduleWithFixedDelay(
        () -> attempt(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A task that throws would not run again. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("What requests have noted could not be written", e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (executor.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        flush();
      } else {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
