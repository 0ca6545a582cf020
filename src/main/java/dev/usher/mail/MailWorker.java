package dev.usher.mail;

import dev.usher.directory.RepeatedWork;
import java.time.Duration;

/** Looks into the outbox again and again, on a thread of its own. */
public final class MailWorker implements AutoCloseable {
  /** What is being sent when the process stops may finish; else its lease sends it again. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final MailSender sender;
  private final RepeatedWork work = new RepeatedWork("mail", GRACE);

  public MailWorker(MailSender sender) {
    this.sender = sender;
  }

  /**
   * Begins.
   *
   * @param pause between two looks
   */
  public void start(Duration pause) {
    work.every(pause, sender::sendDue, "The outbox could not be worked on");
  }

  @Override
  public void close() {
    work.close();
  }
}
