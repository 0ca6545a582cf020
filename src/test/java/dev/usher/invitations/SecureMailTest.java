package dev.usher.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.usher.cli.Wiring;
import dev.usher.directory.invitation.MailQueue;
import dev.usher.directory.invitation.WaitingMail;
import dev.usher.mail.MailSettings;
import dev.usher.mail.MailSettings.Tls;
import dev.usher.mail.MailTransport;
import dev.usher.mail.SmtpTransport;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Mails, and the password they are sent with, travel to the server that is meant and in secret. */
@Isolated("a worker sends the mails of every account in the database")
class SecureMailTest {
  private static final Duration AFTER_THE_DELAY = Duration.ofSeconds(61);
  private static final String USER = "usher@example.com";
  private static final String PASSWORD = "correct-horse-1";
  private static final String WRONG = "wrong-horse-2";

  @TempDir private static Path directory;

  private static Certificate certificate;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final TestAccount account = TestServer.shared().account();
  private final ScimClient client = account.client();
  private final String address = "ada-" + UUID.randomUUID() + "@example.com";

  /** GreenMail reads where its key is once. */
  @BeforeAll
  static void aCertificate() throws Exception {
    certificate = Certificate.of(directory, "ip:127.0.0.1");
    System.setProperty("greenmail.tls.keystore.file", certificate.file().toString());
    System.setProperty("greenmail.tls.keystore.password", Certificate.PASSWORD);
  }

  @BeforeEach
  void anInvitationAlone() throws Exception {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM outbox"); // what other tests left would be sent here too
    }
    client.createUser(address);
    log.start();
    root.addAppender(log);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void quiet() {
    root.detachAppender(log);
    root.setLevel(level);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> containsSecret(line));
  }

  private static boolean containsSecret(String line) {
    return line.contains(PASSWORD)
        || line.contains(WRONG)
        || line.contains(plain(PASSWORD))
        || line.contains(plain(WRONG));
  }

  @Test
  void overStartTlsNothingButTheUpgradeIsSaidInClear() throws Exception {
    try (StartTlsServer server = new StartTlsServer(certificate.server(), true)) {
      send(AFTER_THE_DELAY, transport(server.port(), Tls.STARTTLS, PASSWORD));

      assertThat(server.inClear()).hasSize(2);
      assertThat(server.inClear().get(0)).startsWith("EHLO ");
      assertThat(server.inClear().get(1)).isEqualTo("STARTTLS");
      assertThat(server.insideTls())
          .contains("AUTH PLAIN " + plain(PASSWORD), "RCPT TO:<" + address + ">", "DATA");
      assertThat(queue()).isEmpty();
    }
  }

  @Test
  void aServerThatCannotUpgradeIsToldNeitherThePasswordNorTheMail() throws Exception {
    try (StartTlsServer server = new StartTlsServer(certificate.server(), false)) {
      send(AFTER_THE_DELAY, transport(server.port(), Tls.STARTTLS, PASSWORD));

      assertThat(server.inClear()).noneMatch(line -> line.matches("(?i)(AUTH|MAIL|RCPT|DATA).*"));
      assertWaitsAfterOneAttempt();
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    try (StartTlsServer server = new StartTlsServer(certificate.server(), true)) {
      send(
          AFTER_THE_DELAY,
          new SmtpTransport(settings("127.0.0.1", server.port(), Tls.STARTTLS, PASSWORD)));

      assertThat(server.insideTls()).isEmpty();
      assertWaitsAfterOneAttempt();
    }
  }

  @Test
  void aTrustedCertificateOfAnotherServerIsRefused() throws Exception {
    Certificate another = Certificate.of(directory, "dns:mail.example.org");
    try (StartTlsServer server = new StartTlsServer(another.server(), true)) {
      send(
          AFTER_THE_DELAY,
          new SmtpTransport(
              settings("127.0.0.1", server.port(), Tls.STARTTLS, PASSWORD), another.trusted()));

      assertThat(server.insideTls()).isEmpty();
      assertWaitsAfterOneAttempt();
    }
  }

  @Test
  void withTlsFromTheFirstByteAndALoginTheMailArrives() throws Exception {
    GreenMail server = smtps();
    try {
      send(AFTER_THE_DELAY, transport(server.getSmtps().getPort(), Tls.IMPLICIT, PASSWORD));

      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(server.getReceivedMessages()[0].getAllRecipients()[0]).hasToString(address);
      assertThat(queue()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void aWrongPasswordIsTriedAgainLaterAndAtLastTheMailIsGivenUpUntilSomebodyRetries()
      throws Exception {
    GreenMail server = smtps();
    try {
      int port = server.getSmtps().getPort();
      Duration time = AFTER_THE_DELAY;
      int attempts = 0;
      while (waiting().deadAt().isEmpty() && attempts < 50) {
        send(time, transport(port, Tls.IMPLICIT, WRONG));
        time = time.plusHours(1);
        attempts++;
      }

      assertThat(attempts).isEqualTo(12);
      assertThat(waiting().lastError().orElseThrow())
          .isEqualTo("It could not be handed over (AuthenticationFailedException).");
      assertThat(server.getReceivedMessages()).isEmpty();

      assertThat(mails().retry(account.id(), waiting().id())).isTrue();
      send(AFTER_THE_DELAY, transport(port, Tls.IMPLICIT, PASSWORD));

      assertThat(server.getReceivedMessages()).hasSize(1);
      assertThat(queue()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void aPlainServerIsNotSpokenToWhereTlsIsExpected() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      send(AFTER_THE_DELAY, transport(server.getSmtp().getPort(), Tls.IMPLICIT, PASSWORD));

      assertThat(server.getReceivedMessages()).isEmpty();
      assertWaitsAfterOneAttempt();
    } finally {
      server.stop();
    }
  }

  private static GreenMail smtps() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    server.setUser(USER, USER, PASSWORD);
    server.start();
    return server;
  }

  private static MailTransport transport(int port, Tls tls, String password) throws Exception {
    return new SmtpTransport(settings("127.0.0.1", port, tls, password), certificate.trusted());
  }

  private static MailSettings settings(String host, int port, Tls tls, String password) {
    MailSettings settings =
        new MailSettings(host, port, tls, Optional.of(USER), Optional.of(password), USER);
    assertThat(settings.toString()).doesNotContain(password);
    return settings;
  }

  private static void send(Duration later, MailTransport transport) {
    TestServer.shared()
        .wiringAt(Clock.offset(Clock.systemUTC(), later))
        .mailSender(transport, USER)
        .sendDue();
  }

  private void assertWaitsAfterOneAttempt() {
    assertThat(waiting().attempts()).isEqualTo(1);
    assertThat(waiting().deadAt()).isEmpty();
    assertThat(waiting().lastError().orElseThrow()).startsWith("It could not be handed over");
  }

  private WaitingMail waiting() {
    return queue().get(0);
  }

  private List<WaitingMail> queue() {
    return mails().list(account.id());
  }

  private static MailQueue mails() {
    return new MailQueue(TestDatabase.shared().transactions(Wiring.mappers()), Clock.systemUTC());
  }

  /** As it travels (RFC 4616). */
  private static String plain(String password) {
    return Base64.getEncoder()
        .encodeToString((USER + "\0" + USER + "\0" + password).getBytes(StandardCharsets.UTF_8));
  }
}
