package dev.usher.mail;

import dev.usher.directory.invitation.MailAddress;
import dev.usher.directory.invitation.OutgoingMail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** An invitation as a message: a text and an HTML part that say the same. */
final class InvitationMessage extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String messageId;

  private InvitationMessage(String messageId) {
    super(Session.getInstance(new Properties()));
    this.messageId = messageId;
  }

  /**
   * Writes the message.
   *
   * @param from the sender's address
   * @param domain the right-hand side of the Message-ID
   * @param now the message's date
   * @throws AddressException when the recipient's address is none
   */
  static MimeMessage of(OutgoingMail mail, String from, String domain, Instant now)
      throws MessagingException {
    InvitationMessage message = new InvitationMessage("<" + mail.id() + "@" + domain + ">");
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, recipient(mail.address()));
    message.setSubject(InvitationText.subject(mail), UTF_8);
    message.setSentDate(Date.from(now));
    // Nobody's absence note needs to answer it (RFC 3834 §5).
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(InvitationText.text(mail), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(InvitationText.html(mail), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  /** One address and nothing else: a list in the attribute does not make several recipients. */
  private static InternetAddress recipient(String address) throws AddressException {
    String mailbox =
        MailAddress.forSmtp(address).orElseThrow(() -> new AddressException("not one mailbox"));
    return new InternetAddress(mailbox, true);
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
