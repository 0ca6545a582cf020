package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.store.DatabaseSettings;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies between a change and its mail loses neither. */
@Timeout(240)
class MailAfterKillTest {
  @TempDir private Path home;

  /** Of the test's own, and outliving the process that is killed. */
  @TempDir private Path databaseDirectory;

  @Test
  void aMailThatWaitedWhenTheProcessWasKilledGoesOutOnceAfterTheNextStart() throws Exception {
    try (EmbeddedMariaDb server =
        EmbeddedMariaDb.tryStart(TestDatabase.embeddedIn(databaseDirectory)).orElseThrow()) {
      aMailGoesOutAfterAKill(server.connection());
    }
  }

  private void aMailGoesOutAfterAKill(DatabaseSettings database) throws Exception {
    int port = ServeProcess.freePort();
    Map<String, String> environment =
        Map.of(
            "USHER_HTTP_PORT", Integer.toString(port),
            "USHER_MAIL_DELAY", "2s",
            "USHER_DB_URL", database.url(),
            "USHER_DB_USER", database.user(),
            "USHER_DB_PASSWORD", database.password(),
            "USHER_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");

    try (ServeProcess first = ServeProcess.run(home, environment, "serve").awaitReady()) {
      String token = Files.readString(home.resolve("data/token")).strip();
      ScimClient client =
          new ScimClient(URI.create("http://127.0.0.1:" + port + "/scim/v2"), token);
      Answer created = client.createUser("ada@example.com");
      first.process().destroyForcibly();
      assertThat(created.status()).isEqualTo(201);
      assertThat(first.awaitEnd()).isEqualTo(128 + 9);
    }

    assertThat(mails()).isEmpty();
    String waiting = column(database, "SELECT id FROM outbox");
    assertThat(waiting).hasSize(36);

    try (ServeProcess second = ServeProcess.run(home, environment, "serve").awaitReady()) {
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> column(database, "SELECT id FROM outbox").isEmpty());
      second.process().destroy();
      second.awaitEnd();
    }

    assertThat(mails()).hasSize(1);
    assertThat(Files.readString(mails().get(0)))
        .contains("Message-ID: <" + waiting + "@127.0.0.1>")
        .contains("ada@example.com");
    assertThat(column(database, "SELECT send_count FROM invitation")).isEqualTo("1");
    assertThat(column(database, "SELECT status FROM user")).isEqualTo("Pending");
  }

  private List<Path> mails() throws IOException {
    Path directory = home.resolve("data/mail");
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** The first column of the rows, one after the other. */
  private static String column(DatabaseSettings database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder values = new StringBuilder();
      while (rows.next()) {
        values.append(rows.getString(1));
      }
      return values.toString();
    }
  }
}
