package dev.usher.mail;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the outbox again and again, on a thread of its own. */
public final class MailWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);

  /** What is being sent when the process stops may finish; else its lease sends it again. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final MailSender sender;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mail");
            thread.setDaemon(true);
            return thread;
          });

  public MailWorker(MailSender sender) {
    this.sender = sender;
  }

  /**
   * Begins.
   *
   * @param pause between two looks
   */
  public void start(Duration pause) {
    executor.scheduleWithFixedDelay(
        this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One that throws would never look again. */
  private void look() {
    try {
      sender.sendDue();
    } catch (RuntimeException e) {
      LOG.warn("The outbox could not be worked on; it will be tried again", e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
