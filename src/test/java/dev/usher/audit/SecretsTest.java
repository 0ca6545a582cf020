package dev.usher.audit;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.usher.directory.account.Scope;
import dev.usher.directory.oauth.IssuedSecret;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.mail.FileTransport;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import dev.usher.testing.TokenEndpoint;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** After all that can be done with secrets, they are only where they belong. */
@Isolated("it sends the mails of every account in the database, and reads the whole log")
class SecretsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir private Path mails;

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.usher");
  private final Level levelBefore = ours.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private final TestAccount account = TestServer.shared().account();
  private final ScimClient client = account.client();
  private final String address = "ada-" + UUID.randomUUID() + "@example.com";

  @BeforeEach
  void listen() {
    log.setContext(root.getLoggerContext());
    log.start();
    ours.setLevel(Level.DEBUG);
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    ours.setLevel(levelBefore);
  }

  @Test
  void tokensLinksAndPasswordsAreOnlyWhereTheyBelong() throws Exception {
    ScimClient limited =
        TestServer.shared().clientWith(account, EnumSet.of(Scope.SCIM, Scope.INVITATIONS));
    String wrongBearer = account.token().substring(0, account.token().length() - 4) + "AAAA";
    List<String> links = new ArrayList<>();

    String id = limited.createUser(address, "\"password\": \"" + PASSWORD + "\"").id();
    links.add(copy(limited, id));
    refusedWithAPassword(limited);
    limited.patchOps(
        "/Users/" + id,
        "{\"op\": \"replace\", \"path\": \"password\", \"value\": \"" + PASSWORD + "\"}");
    mail();
    anHourPasses();
    assertThat(limited.post("/Invitations", "{\"user\": {\"value\": \"" + id + "\"}}").status())
        .isEqualTo(201);
    links.add(copy(limited, id));
    mail();
    assertThat(new ScimClient(client.base(), wrongBearer).get("/Users").status()).isEqualTo(401);
    String altered = links.get(1).substring(0, links.get(1).length() - 4) + "AAAA";
    for (String link : List.of(altered, links.get(0), links.get(1), links.get(1))) {
      open("GET", link);
      open("POST", link + "/accept");
      open("DELETE", link);
    }
    Answer accepted = client.get("/Users/" + id);
    assertThat(accepted.text("/" + USHER + "/status")).isEqualTo("Active");

    List<String> bearers =
        Stream.concat(Stream.of(account.token(), limited.token(), wrongBearer), oauth()).toList();
    List<String> linkTokens =
        Stream.concat(links.stream(), Stream.of(altered))
            .map(link -> link.substring(link.lastIndexOf('/') + 1))
            .toList();
    assertThat(links).doesNotHaveDuplicates();
    assertNone("the database", tables(), bearers, linkTokens);
    assertNone("the log", Map.of("log", logged()), bearers, linkTokens);
    assertNone(
        "answers",
        Map.of(
            "user", accepted.body().toString(),
            "invitations", client.get("/Invitations").body().toString(),
            "trail", client.get("/AuditEvents").body().toString()),
        bearers,
        linkTokens);
    assertMails(bearers, linkTokens);
  }

  /** A client's secret, one that is wrong, and the access token that it got and used. */
  private Stream<String> oauth() {
    Operator operator = new Operator();
    IssuedSecret issued =
        new OauthClients(operator.transactions(), operator.accounts(), Clock.systemUTC())
            .create(account.name(), "oauth", Set.of(), Duration.ofHours(1), true);
    String id = issued.clientId().toString();
    String secret = issued.secret().orElseThrow();
    String wrong = secret.substring(0, secret.length() - 4) + "AAAA";
    TokenEndpoint endpoint = new TokenEndpoint(TestServer.shared().root());
    assertThat(endpoint.request("client_id", id, "client_secret", wrong).status()).isEqualTo(401);
    assertThat(
            endpoint
                .post("grant_type=password", "Authorization", TokenEndpoint.basic(id, secret))
                .status())
        .isEqualTo(400);
    String token = endpoint.request("client_id", id, "client_secret", secret).text("/access_token");
    assertThat(new ScimClient(client.base(), token).get("/Users").status()).isEqualTo(200);
    return Stream.of(secret, wrong, token);
  }

  private static void assertNone(
      String where, Map<String, String> texts, List<String> bearers, List<String> linkTokens) {
    assertThat(texts).isNotEmpty();
    texts.forEach(
        (name, text) ->
            assertThat(text)
                .as("%s: %s", where, name)
                .doesNotContain(bearers)
                .doesNotContain(linkTokens)
                .doesNotContain(PASSWORD));
  }

  private void assertMails(List<String> bearers, List<String> linkTokens) throws Exception {
    List<String> sentByLink = new ArrayList<>();
    try (Stream<Path> files = Files.list(mails)) {
      for (Path file : files.toList()) {
        assertThat(file.getFileName().toString()).endsWith(".eml");
        MimeMessage mail = read(file);
        String text = Files.readString(file) + text(mail);
        assertThat(text).doesNotContain(bearers).doesNotContain(PASSWORD);
        if (mail.getAllRecipients()[0].toString().equals(address)) {
          linkTokens.stream().filter(text::contains).forEach(sentByLink::add);
        } else {
          assertThat(text).doesNotContain(linkTokens);
        }
      }
    }
    assertThat(sentByLink).containsExactlyInAnyOrder(linkTokens.get(0), linkTokens.get(1));
  }

  private static void refusedWithAPassword(ScimClient client) {
    assertThat(client.createUser("", "\"password\": \"" + PASSWORD + "\"").status()).isEqualTo(400);
    assertThat(client.createUser("eve", "\"password\": {\"a\": \"" + PASSWORD + "\"}").status())
        .isLessThan(500);
    assertThat(client.post("/Users", "{\"password\": \"" + PASSWORD + "\" \"").status())
        .isEqualTo(400);
    assertThat(client.find("/Users", "password eq \"" + PASSWORD + "\"").status()).isEqualTo(400);
  }

  private static String copy(ScimClient client, String user) {
    String pointer = "/" + USHER + "/invitation/link";
    String link =
        client.get("/Users/" + user + "?attributes=" + USHER + ":invitation.link").text(pointer);
    assertThat(link)
        .startsWith(TestServer.shared().root() + "/invitations/")
        .hasSizeGreaterThan(90);
    return link;
  }

  private static void open(String method, String link) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(link))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isLessThan(500);
  }

  private void mail() {
    TestServer.shared()
        .wiringAt(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2)))
        .mailSender(new FileTransport(mails), "usher@example.com")
        .sendDue();
  }

  /** So that the invitation may be sent again. */
  private void anHourPasses() throws SQLException {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE invitation SET created_at = created_at - INTERVAL 1 HOUR,"
              + " sent_at = sent_at - INTERVAL 1 HOUR WHERE account_id = '%s'"
                  .formatted(account.id()));
    }
  }

  private String logged() {
    PatternLayout layout = new PatternLayout();
    layout.setContext(root.getLoggerContext());
    layout.setPattern("%logger %thread %mdc %msg %kvp%n%ex{full}");
    layout.start();
    StringBuilder text = new StringBuilder();
    List.copyOf(log.list).forEach(event -> text.append(layout.doLayout(event)));
    assertThat(text).contains("/invitations/").contains("GET /scim/v2/Users");
    return text.toString();
  }

  /** What the tables hold of this account, by table; what belongs to no account, whole. */
  private Map<String, String> tables() throws SQLException {
    Map<String, String> texts = new TreeMap<>();
    try (Connection connection = TestDatabase.connect()) {
      List<String> names = new ArrayList<>();
      try (ResultSet rows =
          connection
              .getMetaData()
              .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE"})) {
        while (rows.next()) {
          names.add(rows.getString("TABLE_NAME"));
        }
      }
      assertThat(names).contains("audit_event", "token", "user", "invitation", "outbox");
      for (String name : names) {
        texts.put(name, text(connection, name));
      }
    }
    assertThat(texts.get("audit_event")).contains("invitation.linkCopied", "invitation.refused");
    return texts;
  }

  private String text(Connection connection, String table) throws SQLException {
    boolean ofAccounts;
    try (ResultSet columns =
        connection.getMetaData().getColumns(connection.getCatalog(), null, table, "account_id")) {
      ofAccounts = columns.next();
    }
    String where = ofAccounts ? " WHERE account_id = '" + account.id() + "'" : "";
    StringBuilder text = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM `" + table + "`" + where)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          text.append(rows.getString(i)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static MimeMessage read(Path file) throws IOException, MessagingException {
    try (InputStream in = Files.newInputStream(file)) {
      return new MimeMessage(Session.getInstance(new Properties()), in);
    }
  }

  private static String text(MimeMessage mail) throws IOException, MessagingException {
    Multipart parts = (Multipart) mail.getContent();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.getCount(); i++) {
      text.append(parts.getBodyPart(i).getContent());
    }
    return text.toString();
  }
}
