package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A user in very many groups is listed without them, and read by id with all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListedGroupsTest {
  private static final int LISTED = 100;

  private final TestAccount account = TestServer.shared().accountWith(Catalogues.WITH_PROJECTS);
  private final ScimClient client = account.client();
  private String few;
  private String many;
  private String none;

  @BeforeAll
  void people() throws SQLException {
    few = user("few");
    many = user("many");
    none = user("none");
    String grants =
        "\"urn:ietf:params:scim:schemas:extension:usher:2.0:Group\": {\"projectRoles\": [\"PJ-7\"]}";
    for (int i = 0; i <= LISTED; i++) {
      String group = new GroupClient(client).create("group " + i, grants).id();
      join(group, many);
      if (i < LISTED) {
        join(group, few);
      }
    }
  }

  private String user(String name) {
    return client
        .createUser(name, "\"urn:ietf:params:scim:schemas:extension:usher:2.0:User\": {}")
        .id();
  }

  private void join(String group, String user) throws SQLException {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO group_user (account_id, group_id, user_id) VALUES (?, ?, ?)")) {
      insert.setObject(1, account.id());
      insert.setString(2, group);
      insert.setString(3, user);
      insert.executeUpdate();
    }
  }

  @Test
  void aListHasGroupsOnlyOfThoseWhoAreNotInTooMany() {
    for (Answer list :
        new Answer[] {
          client.get("/Users"),
          client.find("/Users", "userName pr"),
          client.post("/.search", "{\"filter\": \"userName pr\"}")
        }) {
      assertThat(list.status()).isEqualTo(200);
      assertThat(of(list, few).path("groups")).hasSize(LISTED);
      assertThat(of(list, many).has("groups")).isFalse();
      assertThat(of(list, none).has("groups")).isFalse();
      assertThat(of(list, many).toString()).doesNotContain("effectiveProjectRoles");
    }
  }

  @Test
  void aLookupShowsWhatAListShows() {
    assertThat(client.find("/Users", "userName eq \"many\"").lacks("/Resources/0/groups")).isTrue();
    assertThat(client.find("/Users", "id eq \"" + many + "\"").lacks("/Resources/0/groups"))
        .isTrue();
    assertThat(client.find("/Users", "userName eq \"few\"").body().at("/Resources/0/groups"))
        .hasSize(LISTED);
  }

  @Test
  void aUserReadOrChangedByIdHasThemAll() {
    assertThat(client.get("/Users/" + many).body().path("groups")).hasSize(LISTED + 1);
    Answer changed =
        client.patchOps(
            "/Users/" + many, "{\"op\": \"replace\", \"path\": \"title\", \"value\": \"Dr\"}");
    assertThat(changed.body().path("groups")).hasSize(LISTED + 1);
  }

  @Test
  void aBulkThatShowsUsersShowsThemAsAListDoes() {
    String patch =
        """
        {"method": "PATCH", "path": "/Users/%s?attributes=groups", "data": {"schemas":
          ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations":
            [{"op": "replace", "path": "nickName", "value": "nick"}]}}""";
    Answer answer =
        client.post(
            "/Bulk?attributes=groups",
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
                + " \"Operations\": ["
                + patch.formatted(few)
                + ","
                + patch.formatted(many)
                + "]}");
    assertThat(answer.text("/Operations/1/status")).as(answer.body().toString()).isEqualTo("200");
    assertThat(answer.body().at("/Operations/1/response").has("groups")).isFalse();
  }

  /** More memberships than a page reads without asking who has too many. */
  @Test
  void aPageOfPeopleInVeryManyGroupsIsReadWithoutThem() throws SQLException {
    TestAccount crowd = TestServer.shared().account();
    try (Connection connection = TestDatabase.connect()) {
      run(
          connection,
          "INSERT INTO user (account_id, id, user_name, status, organization_id, profile, version,"
              + " created_at, last_modified) SELECT ?, CONCAT('019a0000-0000-7000-8000-',"
              + " LPAD(seq, 12, '0')), CONCAT('user', seq), 'Active', 'OG-1', '{}', 1, NOW(3), NOW(3)"
              + " FROM seq_1_to_300",
          crowd);
      run(
          connection,
          "INSERT INTO directory_group (account_id, id, display_name, version, created_at,"
              + " last_modified) SELECT ?, CONCAT('019a0000-0000-7000-8000-', LPAD(seq, 12, '0')),"
              + " CONCAT('group', seq), 1, NOW(3), NOW(3) FROM seq_1_to_150",
          crowd);
      run(
          connection,
          "INSERT INTO group_user (account_id, group_id, user_id) SELECT g.account_id, g.id, u.id"
              + " FROM directory_group g JOIN user u ON u.account_id = g.account_id"
              + " WHERE g.account_id = ? AND (u.user_name > 'user2' OR g.display_name = 'group7')",
          crowd);
    }
    Answer page = crowd.client().get("/Users?count=1000");
    assertThat(page.body().path("Resources")).hasSize(300);
    page.body()
        .path("Resources")
        .forEach(
            each -> {
              boolean small = each.path("userName").asText().compareTo("user2") <= 0;
              assertThat(each.path("groups").size()).isEqualTo(small ? 1 : 0);
            });
    assertThat(IntStream.range(0, 300).filter(i -> page.body().at("/Resources/" + i).has("groups")))
        .isNotEmpty();
  }

  private static void run(Connection connection, String sql, TestAccount account)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account.id());
      statement.executeUpdate();
    }
  }

  private static JsonNode of(Answer list, String id) {
    for (JsonNode each : list.body().path("Resources")) {
      if (each.path("id").asText().equals(id)) {
        return each;
      }
    }
    throw new AssertionError(id + " is not in " + list.body());
  }
}
