package dev.usher.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.store.Database;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What servers keep of an account in memory ends with a change: at once on the server that makes
 * it, within five seconds on the others.
 */
class ChangesActSoonTest {
  private static final String ONE =
      "organizations: [{id: OG-1, displayName: One, default: true}%s]\n"
          + "accountRoles: [{id: USER, displayName: User, default: true}]\n";
  private static final String MORE = ONE.formatted(", {id: OG-2, displayName: Two}");

  private final TestServer first = TestServer.shared();
  private final TestServer second = TestServer.another();

  @TempDir private Path home;

  @AfterEach
  void stop() {
    second.close();
  }

  @Test
  void aRevokedToken() {
    TestAccount account = first.account();
    ScimClient here = first.client(account);
    ScimClient there = second.client(account);
    assertThat(here.get("/Users").status()).isEqualTo(200);
    assertThat(there.get("/Users").status()).isEqualTo(200);

    first.revoke(account);

    assertThat(here.get("/Users").status()).isEqualTo(401);
    soon(() -> assertThat(there.get("/Users").status()).isEqualTo(401));
  }

  @Test
  void aChangedSetting() {
    TestAccount account = first.account();
    ScimClient here = first.client(account);
    ScimClient there = second.client(account);
    for (String strict : new String[] {"true", "false"}) {
      int status = strict.equals("true") ? 400 : 201;

      first.set(account, "strict", strict);

      assertThat(strange(here)).as("strict=" + strict).isEqualTo(status);
      soon(() -> assertThat(strange(there)).isEqualTo(status));
    }
  }

  @Test
  void aChangedCatalogue() {
    TestAccount account = first.accountWith(ONE.formatted(""));
    ScimClient here = first.client(account);
    ScimClient there = second.client(account);
    assertThat(schemas(here)).contains("OG-1").doesNotContain("OG-2");
    assertThat(schemas(there)).contains("OG-1").doesNotContain("OG-2");

    first.apply(account, MORE);

    assertThat(schemas(here)).contains("OG-2");
    soon(() -> assertThat(schemas(there)).contains("OG-2"));
  }

  @Test
  void changesOfOneAccountLeaveOthersAlone() {
    TestAccount quiet = first.account();
    TestAccount busy = first.account();
    ScimClient there = second.client(quiet);
    ScimClient busyThere = second.client(busy);
    assertThat(strange(there)).isEqualTo(201);
    by(
        TestDatabase.settings(),
        "INSERT INTO account_setting VALUES ('%s', 'strict', 'true')".formatted(quiet.id()));

    first.set(busy, "strict", "true");

    soon(() -> assertThat(strange(busyThere)).isEqualTo(400));
    // by hand and without a number, so it shows that the setting was not read again
    assertThat(strange(there)).isEqualTo(201);
  }

  @Test
  void nothingThatIsKeptCountsWhilePollsFail() {
    try (EmbeddedMariaDb mariadb = EmbeddedMariaDb.start(TestDatabase.embeddedIn(home));
        Database database = Database.open(mariadb.connection())) {
      database.migrate();
      try (TestServer server = TestServer.on(database, mariadb.connection())) {
        TestAccount account = server.account();
        TestAccount other = server.account();
        ScimClient client = account.client();
        assertThat(strange(client)).isEqualTo(201);

        by(mariadb.connection(), "RENAME TABLE change_counter TO elsewhere");
        by(
            mariadb.connection(),
            "UPDATE token SET revoked_at = NOW() WHERE account_id = '%s'".formatted(account.id()));

        soon(() -> assertThat(client.get("/Users").status()).isEqualTo(401));
        assertThat(other.client().get("/Users").status()).isEqualTo(200);
        assertThat(strange(other.client())).isEqualTo(201);

        by(mariadb.connection(), "RENAME TABLE elsewhere TO change_counter");
        server.set(other, "strict", "true");
        assertThat(strange(other.client())).isEqualTo(400);
      }
    }
  }

  private static int strange(ScimClient client) {
    return client.createUser("user-" + System.nanoTime(), "\"colour\": 1").status();
  }

  private static String schemas(ScimClient client) {
    return client.get("/Schemas").body().toString();
  }

  private static void by(DatabaseSettings settings, String sql) {
    try (Connection connection = TestDatabase.connect(settings);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void soon(ThrowingRunnable assertion) {
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(assertion);
  }
}
