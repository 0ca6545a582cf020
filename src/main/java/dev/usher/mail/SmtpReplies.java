package dev.usher.mail;

import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What an SMTP server said to a failed attempt. */
final class SmtpReplies {

  private SmtpReplies() {}

  /** The reply code of the recipient's, the sender's or the message's refusal. */
  static Optional<Integer> code(Exception failure) {
    Exception each = failure;
    Optional<Integer> code = Optional.empty();
    while (each != null) {
      if (each instanceof SMTPAddressFailedException refused) {
        return Optional.of(refused.getReturnCode());
      }
      if (each instanceof SMTPSendFailedException refused) {
        code = Optional.of(refused.getReturnCode());
      } else if (each instanceof SMTPSenderFailedException) {
        // Our sender is a setting that somebody may be about to correct.
        return Optional.empty();
      }
      each =
          each instanceof jakarta.mail.MessagingException chained
              ? chained.getNextException()
              : null;
    }
    return code;
  }

  /**
   * For an operator: the kind of failure and the code, not the server's text, which may quote the
   * mail.
   */
  static String describe(Exception failure) {
    String kind = failure.getClass().getSimpleName();
    return code(failure)
        .map(code -> "The mail server refused it with " + code + " (" + kind + ").")
        .orElse("It could not be handed over (" + kind + ").");
  }
}
