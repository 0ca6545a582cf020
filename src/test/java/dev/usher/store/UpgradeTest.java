package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version has stored reads the same after an upgrade. */
class UpgradeTest {
  private static final String ACCOUNT = "'01900000-0000-7000-8000-0000000000aa'";
  private static final String USER = "'01900000-0000-7000-8000-000000000001'";
  private static final String OTHER = "'01900000-0000-7000-8000-000000000002'";
  private static final String GROUP = "'01900000-0000-7000-9000-000000000001'";
  private static final String BARE_GROUP = "'01900000-0000-7000-9000-000000000002'";

  @TempDir private Path directory;

  @Test
  void rowsOfUsersAndGroupsAreCopiedIntoTheirOwnRow() throws SQLException {
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(TestDatabase.embeddedIn(directory))) {
      migrateTo7(server.connection());
      try (Connection connection = TestDatabase.connect(server.connection());
          Statement statement = connection.createStatement()) {
        plant(statement);
        try (Database database = Database.open(server.connection())) {
          assertThat(database.migrate()).isPositive();
        }
        assertThat(rows(statement, "SELECT project_roles, licenses FROM user ORDER BY id"))
            .containsExactly(
                "[{\"project\": \"ALL\", \"role\": \"TESTER\"},"
                    + "{\"project\": \"PJ-1\", \"role\": \"LEAD\"}]"
                    + " [{\"license\": \"KSE\", \"organization\": \"\"}]",
                "null null");
        assertThat(rows(statement, "SELECT project_roles, 1 FROM directory_group ORDER BY id"))
            .containsExactly("[{\"project\": \"PJ-1\", \"role\": \"LEAD\"}] 1", "null 1");
        assertThat(rows(statement, "SELECT expires_at, last_used_at FROM token"))
            .containsExactly("null null"); // a token without an end keeps on working
        assertThat(rows(statement, "SELECT generation, latest FROM invitation ORDER BY generation"))
            .containsExactly("1 null", "2 1");
        // a role of before has the catalogue's display and type where it has none
        assertThat(rows(statement, "SELECT value, as_sent FROM user_role"))
            .containsExactly("LEAD 0");
      }
    }
  }

  private static void migrateTo7(DatabaseSettings settings) {
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .target("7")
        .load()
        .migrate();
  }

  private static void plant(Statement statement) throws SQLException {
    String now = "'2026-11-01 10:00:00.000'";
    for (String sql :
        List.of(
            "account (id, name, created_at) VALUES (%s, 'a', %s)".formatted(ACCOUNT, now),
            ("token (id, account_id, name, hash, scopes, created_at)"
                    + " VALUES (%s, %s, 'old', REPEAT('x', 32), 'scim', %s)")
                .formatted(OTHER, ACCOUNT, now),
            "organization VALUES (%s, 'OG-1', 'One', NULL, TRUE, 0)".formatted(ACCOUNT),
            "project VALUES (%s, 'ALL', 'All', NULL, 0)".formatted(ACCOUNT),
            "project VALUES (%s, 'PJ-1', 'P', 'OG-1', 1)".formatted(ACCOUNT),
            "project_role VALUES (%s, 'TESTER', 'Tester', TRUE, 0)".formatted(ACCOUNT),
            "project_role VALUES (%s, 'LEAD', 'Lead', FALSE, 1)".formatted(ACCOUNT),
            "license VALUES (%s, 'KSE', 'Studio', 0)".formatted(ACCOUNT),
            "pool VALUES (%s, 'KSE', '', NULL, 1)".formatted(ACCOUNT),
            user(USER, "ada", now),
            user(OTHER, "bob", now),
            "user_project_role VALUES (%s, %s, 'PJ-1', 'LEAD')".formatted(ACCOUNT, USER),
            "user_project_role VALUES (%s, %s, 'ALL', 'TESTER')".formatted(ACCOUNT, USER),
            "user_license VALUES (%s, %s, 'KSE', '', FALSE)".formatted(ACCOUNT, USER),
            "user_role (account_id, user_id, ordinal, value) VALUES (%s, %s, 0, 'LEAD')"
                .formatted(ACCOUNT, USER),
            group(GROUP, "G", now),
            group(BARE_GROUP, "H", now),
            "group_project_role VALUES (%s, %s, 'PJ-1', 'LEAD')".formatted(ACCOUNT, GROUP),
            invitation("01900000-0000-7000-8000-0000000000b1", 1, "superseded", now),
            invitation("01900000-0000-7000-8000-0000000000b2", 2, "pending", now))) {
      statement.executeUpdate("INSERT INTO " + sql);
    }
  }

  private static String user(String id, String name, String now) {
    return ("user (account_id, id, user_name, status, organization_id, profile, version, created_at,"
            + " last_modified) VALUES (%s, %s, '%s', 'Pending', 'OG-1', '{}', 1, %s, %s)")
        .formatted(ACCOUNT, id, name, now, now);
  }

  private static String group(String id, String name, String now) {
    return ("directory_group (account_id, id, display_name, version, created_at, last_modified)"
            + " VALUES (%s, %s, '%s', 1, %s, %s)")
        .formatted(ACCOUNT, id, name, now, now);
  }

  private static String invitation(String id, int generation, String status, String now) {
    return ("invitation (account_id, id, user_id, generation, status, created_at, expires_at)"
            + " VALUES (%s, '%s', %s, %d, '%s', %s, %s)")
        .formatted(ACCOUNT, id, USER, generation, status, now, now);
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1) + " " + result.getString(2));
      }
    }
    return rows;
  }
}
