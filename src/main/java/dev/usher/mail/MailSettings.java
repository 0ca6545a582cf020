package dev.usher.mail;

import java.time.Duration;
import java.util.Optional;

/**
 * How mails are sent over SMTP.
 *
 * @param host of the SMTP server
 * @param port of it; usually 587, with {@link Tls#IMPLICIT} 465
 * @param tls how the connection is protected
 * @param user to authenticate as; empty to send without
 * @param password of that user
 * @param from the sender's address
 */
public record MailSettings(
    String host, int port, Tls tls, Optional<String> user, Optional<String> password, String from) {

  /** How long a server may take to answer, for each step. */
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** How a connection to the SMTP server is protected. */
  public enum Tls {
    /** Upgraded before anything is sent; refused when the server cannot. */
    STARTTLS,
    /** From the first byte. */
    IMPLICIT,
    /** Not at all: for a server on this machine. */
    NONE
  }

  /** Without the password, for logs. */
  @Override
  public String toString() {
    return "MailSettings[" + host + ":" + port + ", " + tls + ", from " + from + "]";
  }
}
