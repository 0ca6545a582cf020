package dev.usher.mail;

import dev.usher.directory.invitation.Outbox;
import dev.usher.directory.invitation.OutgoingMail;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due in the outbox. A mail is sent at least once: it leaves the outbox only after
 * the transport has taken it, so a crash in between sends it again, with the same Message-ID.
 */
public final class MailSender {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  /** Longer than a conversation with a slow server takes, so that nobody sends a mail meanwhile. */
  private static final Duration LEASE = MailSettings.TIMEOUT.multipliedBy(15);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  /** With the delays between them about 5 hours: a server's bad morning. */
  private static final int MOST_ATTEMPTS = 12;

  private final Outbox outbox;
  private final MailTransport transport;
  private final String from;
  private final String domain;
  private final Clock clock;

  /**
   * @param from the sender's address
   * @param domain the right-hand side of Message-IDs: the host of the public URL
   */
  public MailSender(
      Outbox outbox, MailTransport transport, String from, String domain, Clock clock) {
    this.outbox = outbox;
    this.transport = transport;
    this.from = from;
    this.domain = domain;
    this.clock = clock;
  }

  /** Sends what is due now; tells how many mails it took. */
  public int sendDue() {
    int taken = 0;
    Optional<OutgoingMail> next = outbox.take(LEASE);
    while (next.isPresent()) {
      taken++;
      send(next.get());
      next = outbox.take(LEASE);
    }
    return taken;
  }

  private void send(OutgoingMail mail) {
    try {
      MimeMessage message = InvitationMessage.of(mail, from, domain, clock.instant());
      transport.send(message, mail.id().toString());
    } catch (AddressException notAnAddress) {
      giveUp(mail, "The address cannot be mailed to.");
      return;
    } catch (SendFailedException refused) {
      failed(mail, refused, isFinal(refused));
      return;
    } catch (MessagingException | IOException failure) {
      failed(mail, failure, false);
      return;
    } catch (RuntimeException | Error bug) { // of this mail: the others wait behind it
      LOG.error("Mail {} cannot be made or handed over", mail.id(), bug);
      failed(mail, "The server failed on it (" + bug.getClass().getSimpleName() + ").", false);
      return;
    }
    outbox.sent(mail);
  }

  /** The server refuses the recipient for good (RFC 5321 §4.2.1: 5yz). */
  private static boolean isFinal(SendFailedException refused) {
    return SmtpReplies.code(refused).filter(code -> code >= 500).isPresent();
  }

  private void failed(OutgoingMail mail, Exception failure, boolean isFinal) {
    failed(mail, SmtpReplies.describe(failure), isFinal);
  }

  private void failed(OutgoingMail mail, String error, boolean isFinal) {
    if (isFinal || mail.attempts() >= MOST_ATTEMPTS) {
      giveUp(mail, error);
      return;
    }
    Duration delay = delay(mail.attempts());
    LOG.warn("Mail {} failed, next attempt in {}: {}", mail.id(), delay, error);
    outbox.postpone(mail, delay, error);
  }

  private void giveUp(OutgoingMail mail, String error) {
    LOG.warn("Mail {} is given up: {}", mail.id(), error);
    outbox.giveUp(mail, error);
  }

  private static Duration delay(int attempts) {
    Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(attempts - 1, 10));
    return delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay;
  }
}
