package dev.usher.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends over SMTP, a connection a mail. With TLS the server has to show a certificate that is made
 * out to the configured host and that somebody trusted vouches for; else it is told nothing.
 */
public final class SmtpTransport implements MailTransport {
  private final Session session;

  /** Trusts whom this Java trusts. */
  public SmtpTransport(MailSettings settings) {
    this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * @param tls makes the connections with TLS, and knows who is trusted
   */
  public SmtpTransport(MailSettings settings, SSLSocketFactory tls) {
    Properties properties = properties(settings);
    properties.put("mail.smtp.ssl.socketFactory", tls);
    this.session = Session.getInstance(properties, authenticator(settings));
  }

  private static Properties properties(MailSettings settings) {
    String timeout = Long.toString(MailSettings.TIMEOUT.toMillis());
    boolean implicit = settings.tls() == MailSettings.Tls.IMPLICIT;
    boolean startTls = settings.tls() == MailSettings.Tls.STARTTLS;
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(implicit));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
    properties.setProperty("mail.smtp.connectiontimeout", timeout);
    properties.setProperty("mail.smtp.timeout", timeout);
    properties.setProperty("mail.smtp.writetimeout", timeout);
    // Bounces and the envelope name the sender that people see.
    properties.setProperty("mail.smtp.from", settings.from());
    return properties;
  }

  private static Authenticator authenticator(MailSettings settings) {
    return settings
        .user()
        .<Authenticator>map(
            user ->
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(user, settings.password().orElse(""));
                  }
                })
        .orElse(null);
  }

  @Override
  public void send(MimeMessage message, String fileName) throws MessagingException {
    try (Transport transport = session.getTransport()) {
      transport.connect();
      transport.sendMessage(message, message.getAllRecipients());
    }
  }
}
