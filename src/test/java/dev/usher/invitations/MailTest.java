package dev.usher.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.usher.cli.Wiring;
import dev.usher.directory.invitation.MailQueue;
import dev.usher.directory.invitation.Outbox;
import dev.usher.directory.invitation.OutgoingMail;
import dev.usher.directory.invitation.WaitingMail;
import dev.usher.mail.FileTransport;
import dev.usher.mail.MailSender;
import dev.usher.mail.MailSettings;
import dev.usher.mail.MailTransport;
import dev.usher.mail.SmtpTransport;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Mails over a real SMTP server; workers at other times than the server's clock shows. */
@Isolated("a worker sends the mails of every account in the database")
class MailTest {
  private static final Duration AFTER_THE_DELAY = Duration.ofSeconds(61);

  private final GreenMail smtp =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final TestAccount account = TestServer.shared().account();
  private final ScimClient client = account.client();

  @BeforeEach
  void listen() {
    smtp.start();
  }

  @AfterEach
  void stop() {
    smtp.stop();
  }

  @Test
  void anInvitationIsMailedAfterTheDelayWithALinkThatWorks() throws Exception {
    String address = address("ada");
    String id = client.createUser(address, "\"displayName\": \"Ada <b>Lovelace</b>\"").id();
    String etag = client.get("/Users/" + id).header("ETag");

    sender(Duration.ZERO).sendDue();
    assertThat(received(address)).isEmpty();
    sender(AFTER_THE_DELAY).sendDue();

    MimeMessage mail = received(address).get(0);
    String whole = GreenMailUtil.getWholeMessage(mail);
    String body = text(mail);
    assertThat(mail.getSubject()).isEqualTo("You are invited to " + account.name());
    assertThat(mail.getFrom()[0]).hasToString("usher@example.com");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(body).contains("tests invites you to join " + account.name()).contains("UTC");
    assertThat(whole).contains("text/html").doesNotContain("<b>Lovelace</b></p>");
    String link = Links.of(client, id);
    assertThat(body).contains(link);
    assertThat(client.get("/Users/" + id).header("ETag")).isEqualTo(etag);
    assertThat(client.find("/Invitations", "sendCount eq 1 and sentAt pr").text("/totalResults"))
        .isEqualTo("1");
    assertThat(Links.accept(link).statusCode()).isEqualTo(200);
  }

  @Test
  void aUserWhoIsDeletedInTimeIsMailedNothing() {
    String address = address("probe");
    String id = client.createUser(address).id();
    client.delete("/Users/" + id);

    sender(AFTER_THE_DELAY).sendDue();

    assertThat(received(address)).isEmpty();
  }

  @Test
  void aResendGoesAtOnce() {
    String address = address("ada");
    String id = client.createUser(address, "\"active\": false").id();
    client.post("/Invitations", "{\"user\": {\"value\": \"" + id + "\"}}");

    sender(Duration.ZERO).sendDue();

    assertThat(received(address)).hasSize(1);
  }

  @Test
  void aWorkerThatDiesWhileSendingDelaysTheMailAndItsMessageIdStays() throws Exception {
    String address = address("ada");
    client.createUser(address);
    Duration lease = Duration.ofMinutes(5);
    Outbox dying = outbox(AFTER_THE_DELAY);
    assertThat(dying.take(lease)).isPresent();

    sender(AFTER_THE_DELAY).sendDue();
    assertThat(received(address)).isEmpty();
    WaitingMail waiting = queue().list(account.id()).get(0);
    sender(AFTER_THE_DELAY.plus(lease)).sendDue();

    assertThat(received(address)).hasSize(1);
    assertThat(received(address).get(0).getMessageID())
        .isEqualTo("<" + waiting.id() + "@127.0.0.1>");
    assertThat(queue().list(account.id())).isEmpty();
  }

  @Test
  void aWorkerWhoseLeaseRanOutLeavesTheMailToTheOneThatTookItSince() {
    client.createUser(address("ada"));
    Duration lease = Duration.ofMinutes(5);
    Outbox slow = outbox(AFTER_THE_DELAY);
    Outbox next = outbox(AFTER_THE_DELAY.plus(lease));
    OutgoingMail late = taken(slow, lease);
    OutgoingMail current = taken(next, lease);
    assertThat(current.id()).isEqualTo(late.id());
    WaitingMail claimed = waiting();

    slow.postpone(late, Duration.ofDays(1), "too late");
    assertThat(waiting()).isEqualTo(claimed);
    slow.giveUp(late, "too late");
    assertThat(waiting()).isEqualTo(claimed);
    slow.sent(late);
    assertThat(waiting()).isEqualTo(claimed);

    next.sent(current);
    assertThat(queue().list(account.id())).isEmpty();
  }

  /** This account's mail; others that are due are taken before it. */
  private OutgoingMail taken(Outbox outbox, Duration lease) {
    OutgoingMail mail;
    do {
      mail = outbox.take(lease).orElseThrow();
    } while (!mail.account().equals(account.id()));
    return mail;
  }

  @Test
  void severalWorkersSendEachMailOnce() throws Exception {
    List<String> addresses =
        java.util.stream.IntStream.range(0, 12).mapToObj(i -> address("ada" + i)).toList();
    addresses.forEach(client::createUser);
    ExecutorService workers = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> runs =
          workers.invokeAll(
              java.util.Collections.nCopies(3, () -> sender(AFTER_THE_DELAY).sendDue()));
      for (Future<Integer> run : runs) {
        run.get();
      }
    } finally {
      workers.shutdownNow();
    }

    for (String address : addresses) {
      assertThat(received(address)).as(address).hasSize(1);
    }
  }

  @Test
  void aServerThatIsDownIsTriedAgainLaterAndAtLastGivenUp() {
    String address = address("ada");
    client.createUser(address);
    MailTransport down = smtp(smtp.getSmtp().getPort());
    smtp.stop();
    Duration time = AFTER_THE_DELAY;
    int attempts = 0;
    while (waiting().deadAt().isEmpty() && attempts < 50) {
      sender(time, down).sendDue();
      time = time.plusHours(1);
      attempts++;
    }

    assertThat(attempts).isEqualTo(12);
    assertThat(waiting().lastError().orElseThrow()).contains("could not be handed over");
    assertThat(queue().retry(account.id(), waiting().id())).isTrue();
    assertThat(waiting().deadAt()).isEmpty();
  }

  @Test
  void anAddressThatWasStoredBeforeItWasCheckedIsGivenUpAtOnce() {
    client.createUser(address("ada"));
    new Operator()
        .execute(
            "UPDATE invitation SET address = ? WHERE account_id = ?",
            "ada@example.com, eve@example.com",
            account.id());

    sender(AFTER_THE_DELAY).sendDue();

    assertThat(waiting().deadAt()).isPresent();
    assertThat(received("eve@example.com")).isEmpty();
  }

  @Test
  void anAddressThatCannotBeMailedToIsNoReasonToFailAndIsNotMailed() {
    String emails = "\"emails\": [{\"value\": \"ada@example.com, eve@example.com\"}]";
    Answer created = client.createUser("ada", emails);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("/" + ScimClient.USHER + "/status")).isEqualTo("Pending");
    assertThat(queue().list(account.id())).isEmpty();
    assertThat(Links.of(client, created.id())).contains("/invitations/");
  }

  @Test
  void invitingSomebodyWhoCannotBeMailedToSaysWhy() {
    String emails = "\"emails\": [{\"value\": \"ada lovelace@example.com\"}]";
    String pending = client.createUser("pending", emails).id();
    String inactive = client.createUser("inactive", "\"active\": false", emails).id();
    new Operator()
        .execute(
            "UPDATE invitation SET created_at = created_at - INTERVAL 2 MINUTE WHERE account_id ="
                + " ?",
            account.id());

    for (String id : List.of(pending, inactive)) {
      Answer refused = client.post("/Invitations", "{\"user\": {\"value\": \"" + id + "\"}}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
      assertThat(refused.text("/detail"))
          .contains("cannot be mailed to")
          .contains("spaces")
          .doesNotContain("lovelace");
    }
    assertThat(client.get("/Users/" + inactive).text("/" + ScimClient.USHER + "/status"))
        .isEqualTo("Inactive");
    assertThat(queue().list(account.id())).isEmpty();
  }

  @Test
  void aDomainOfAnotherScriptIsMailedToInAscii() {
    String local = "ada-" + UUID.randomUUID();
    client.createUser(local + "@bücher.example");

    sender(AFTER_THE_DELAY).sendDue();

    assertThat(received(local + "@xn--bcher-kva.example")).hasSize(1);
  }

  @Test
  void namesInAMailNeitherCommandATerminalNorReorderItsText() throws Exception {
    String address = address("ada");
    client.createUser(address, "\"displayName\": \"Ada\\u202Emoc.elpmaxe\\u2028x\\u200Fy\"");

    sender(AFTER_THE_DELAY).sendDue();

    MimeMessage mail = received(address).get(0);
    assertThat(text(mail)).contains("Hello Ada moc.elpmaxe x y,");
    assertThat(mail.getSubject() + text(mail))
        .doesNotContain("\u202E")
        .doesNotContain("\u2028")
        .doesNotContain("\u200F");
  }

  @Test
  void aNameCannotAddHeaders() throws Exception {
    String address = address("ada");
    client.createUser(address, "\"displayName\": \"Ada\\nBcc: eve@example.com\"");

    sender(AFTER_THE_DELAY).sendDue();

    MimeMessage mail = received(address).get(0);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(text(mail)).contains("Hello Ada Bcc: eve@example.com,");
  }

  @Test
  void withoutAServerMailsAreFilesThatOthersCannotRead(@TempDir Path directory) throws IOException {
    String address = address("ada");
    String id = client.createUser(address).id();
    Path mails = directory.resolve("mail");

    sender(AFTER_THE_DELAY, new FileTransport(mails)).sendDue();

    List<Path> files;
    try (var all = Files.list(mails)) {
      files = all.filter(file -> read(file).contains("To: " + address)).toList();
    }
    assertThat(files).hasSize(1);
    assertThat(files.get(0).getFileName().toString()).endsWith(".eml");
    assertThat(Files.getPosixFilePermissions(mails))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(files.get(0)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Links.open(Links.of(client, id)).statusCode()).isEqualTo(200);
  }

  @Test
  void anErrorOverOneMailDelaysThatMailAlone() throws Exception {
    String first = address("ada");
    String second = address("bob");
    client.createUser(first);
    client.createUser(second);
    MailTransport working = smtp(smtp.getSmtp().getPort());
    MailTransport failing =
        (message, fileName) -> {
          if (message.getAllRecipients()[0].toString().contains(first)) {
            throw new NoClassDefFoundError("missing");
          }
          working.send(message, fileName);
        };

    sender(AFTER_THE_DELAY, failing).sendDue();

    assertThat(received(second)).hasSize(1);
    assertThat(waiting().lastError().orElseThrow()).contains("NoClassDefFoundError");
    sender(AFTER_THE_DELAY.plusMinutes(1), working).sendDue();
    assertThat(received(first)).hasSize(1);
    assertThat(queue().list(account.id())).isEmpty();
  }

  private WaitingMail waiting() {
    return queue().list(account.id()).get(0);
  }

  private MailSender sender(Duration later) {
    return sender(later, smtp(smtp.getSmtp().getPort()));
  }

  private static MailTransport smtp(int port) {
    MailSettings settings =
        new MailSettings(
            "127.0.0.1",
            port,
            MailSettings.Tls.NONE,
            Optional.empty(),
            Optional.empty(),
            "usher@example.com");
    return new SmtpTransport(settings);
  }

  private static MailSender sender(Duration later, MailTransport transport) {
    return TestServer.shared()
        .wiringAt(Clock.offset(Clock.systemUTC(), later))
        .mailSender(transport, "usher@example.com");
  }

  private static MailQueue queue() {
    return new MailQueue(TestDatabase.shared().transactions(Wiring.mappers()), Clock.systemUTC());
  }

  private static Outbox outbox(Duration later) {
    return TestServer.shared().wiringAt(Clock.offset(Clock.systemUTC(), later)).outbox();
  }

  /** Nobody else's, in this run of the tests. */
  private static String address(String name) {
    return name + "-" + UUID.randomUUID() + "@example.com";
  }

  private List<MimeMessage> received(String address) {
    return Arrays.stream(smtp.getReceivedMessages())
        .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).equals(address))
        .toList();
  }

  private static jakarta.mail.Address[] recipients(MimeMessage mail) {
    try {
      return mail.getAllRecipients();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text part, decoded. */
  private static String text(MimeMessage mail) throws Exception {
    jakarta.mail.Multipart parts = (jakarta.mail.Multipart) mail.getContent();
    return parts.getBodyPart(0).getContent().toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
