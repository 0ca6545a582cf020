package dev.usher.directory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work again and again on a thread of its own, whatever it throws: a plain scheduled executor
 * drops a task that throws once, and says nothing. A failure is logged, an {@link Error} too, and
 * the work is done again after its pause.
 */
public final class RepeatedWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedWork.class);

  private final Duration grace;
  private final ScheduledExecutorService executor;

  /**
   * @param thread its name
   * @param grace how long a close waits for what is being done, before it is interrupted
   */
  public RepeatedWork(String thread, Duration grace) {
    this.grace = grace;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, thread);
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Does the work after each pause.
   *
   * @param failure is logged when the work throws
   */
  public void every(Duration pause, Runnable work, String failure) {
    schedule(pause, pause, work, failure);
  }

  /**
   * Does the work at once, and after each pause.
   *
   * @param failure is logged when the work throws
   */
  public void nowAndEvery(Duration pause, Runnable work, String failure) {
    schedule(Duration.ZERO, pause, work, failure);
  }

  private void schedule(Duration first, Duration pause, Runnable work, String failure) {
    executor.scheduleWithFixedDelay(
        () -> attempt(work, failure), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Does the work now, on this thread, with its failure logged.
   *
   * @param failure is logged when the work throws
   */
  public static void attempt(Runnable work, String failure) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      log(failure, e);
    }
  }

  private static void log(String failure, Throwable thrown) {
    try {
      if (thrown instanceof Error) {
        LOG.error("{}; it goes on", failure, thrown);
      } else {
        LOG.warn("{}; it goes on", failure, thrown);
      }
    } catch (RuntimeException | Error notLogged) {
      // There is no memory even for that, say. The work is worth more than its log.
    }
  }

  /** Does nothing more; returns whether what was being done ended by itself. */
  public boolean stop() {
    executor.shutdown();
    try {
      if (executor.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
    return false;
  }

  @Override
  public void close() {
    stop();
  }
}
