package dev.usher.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** Where mails leave to. */
public interface MailTransport {

  /**
   * Hands a mail over; when this returns, the mail is somebody else's to deliver.
   *
   * @param fileName unique to the mail, and the same when it is sent again
   * @throws MessagingException when the server refuses the mail or cannot be reached
   * @throws IOException when it cannot be written
   */
  void send(MimeMessage message, String fileName) throws MessagingException, IOException;
}
