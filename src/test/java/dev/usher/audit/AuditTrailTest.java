package dev.usher.audit;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {
  private static final String CATALOGUE =
      """
      organizations:
        - {id: OG-1, displayName: Headquarters, default: true}
        - {id: OG-2, displayName: Branch}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      licenses: [{id: KSE, displayName: Studio, seats: 1}]
      """;

  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct");
  private final ScimClient client = account.client();

  @Test
  void eachFactThatChangesIsAnEventWithItsBeforeAndAfter() {
    String id = client.createUser("ada@example.com").id();
    client.patchOps(
        "/Users/" + id,
        replace(USHER + ":organization", "\"OG-2\""),
        replace("title", "\"Countess\""),
        replace(USHER + ":licenses", "[\"KSE\"]"));
    client.patchOps("/Users/" + id, replace("active", "false"));
    client.delete("/Users/" + id);

    assertThat(actions(id))
        .containsExactly(
            "user.created",
            "user.profileChanged",
            "user.organizationChanged",
            "user.licensesChanged",
            "user.statusChanged",
            "user.deleted");
    JsonNode moved = only("action eq \"user.organizationChanged\"");
    assertThat(moved.path("before").asText())
        .isEqualTo("{\"" + USHER + ":organization\":\"OG-1\"}");
    assertThat(moved.path("after").asText()).isEqualTo("{\"" + USHER + ":organization\":\"OG-2\"}");
    assertThat(moved.at("/attributes/0").asText()).isEqualTo(USHER + ":organization");
    assertThat(moved.at("/actor/display").asText()).isEqualTo("tests");
    assertThat(moved.at("/actor/type").asText()).isEqualTo("token");
    assertThat(moved.path("sourceAddress").asText()).isEqualTo("127.0.0.1");
    assertThat(moved.path("requestId").asText()).isNotEmpty();
    assertThat(only("action eq \"user.profileChanged\"").path("transactionId"))
        .isEqualTo(moved.path("transactionId"));
  }

  @Test
  void whatChangesNothingIsNotInTheTrail() {
    String id = client.createUser("ada@example.com").id();
    long before = events();

    client.patchOps("/Users/" + id, replace("active", "true"));
    client.put("/Users/" + id, client.get("/Users/" + id).body().toString());

    assertThat(events()).isEqualTo(before);
  }

  @Test
  void refusalsAreInTheTrailAndNothingElseOfThemIs() {
    String admin = client.createUser("boss", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]").id();
    client.createUser("ada", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}");

    assertThat(client.patchOps("/Users/" + admin, replace("active", "false")).status())
        .isEqualTo(409);
    assertThat(client.delete("/Users/" + admin).status()).isEqualTo(409);
    assertThat(client.createUser("bob", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").status())
        .isEqualTo(400);

    List<String> refused = new ArrayList<>();
    list("outcome eq \"refused\"").forEach(each -> refused.add(each.path("action").asText()));
    assertThat(refused)
        .containsExactly("user.statusChanged", "user.deleted", "user.licensesChanged");
    assertThat(only("target.display eq \"bob\"").path("reason").asText()).contains("KSE");
  }

  @Test
  void aTokenCannotMakeAdministratorsWhereTheAccountForbidsIt() {
    TestAccount careful =
        TestServer.shared()
            .accountWith(CATALOGUE, "activation=direct", "forbidAdministrativeRoles=true");
    Answer refused =
        careful.client().createUser("eve", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/detail")).contains("administrator");
    assertThat(
            careful.client().find("/AuditEvents", "outcome eq \"refused\"").text("/totalResults"))
        .isEqualTo("1");
    Answer inactive =
        careful
            .client()
            .createUser(
                "mallory", "\"active\": false", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]");
    assertThat(inactive.status()).isEqualTo(201);
    assertThat(inactive.lacks("/roles")).isTrue();
  }

  @Test
  void aSeatThatIsGoneWhenAPersonComesBackIsInTheTrail() {
    String ada = client.createUser("ada", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").id();
    client.patchOps("/Users/" + ada, replace("active", "false"));
    client.createUser("bob", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}");

    assertThat(client.patchOps("/Users/" + ada, replace("active", "true")).status()).isEqualTo(200);

    assertThat(only("action eq \"user.licensesNotRestored\"").path("before").asText())
        .contains("KSE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deactivate", "take", "delete"})
  void aFreedSeatThatItsPoolDidNotCountIsInTheTrail(String how) throws SQLException {
    String ada = client.createUser("ada", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").id();
    try (Connection connection = TestDatabase.connect();
        PreparedStatement miscount =
            connection.prepareStatement("UPDATE pool SET used = 0 WHERE account_id = ?")) {
      miscount.setObject(1, account.id());
      miscount.executeUpdate();
    }

    Answer answer =
        switch (how) {
          case "deactivate" -> client.patchOps("/Users/" + ada, replace("active", "false"));
          case "take" -> client.patchOps("/Users/" + ada, replace(USHER + ":licenses", "[]"));
          default -> client.delete("/Users/" + ada);
        };

    assertThat(answer.status()).isIn(200, 204);
    JsonNode noticed = only("action eq \"user.seatsUncounted\"");
    assertThat(noticed.path("before").asText()).contains("KSE");
    assertThat(noticed.at("/target/display").asText()).isEqualTo("ada");
    assertThat(account.number("SELECT used FROM pool WHERE account_id = ?")).isZero();
  }

  @Test
  void aFreedSeatThatItsPoolCountedIsNoEvent() {
    String ada = client.createUser("ada", "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").id();

    client.patchOps("/Users/" + ada, replace("active", "false"));

    assertThat(list("action eq \"user.seatsUncounted\"")).isEmpty();
  }

  @Test
  void theTrailIsFilteredSortedPagedAndReadById() {
    String ada = client.createUser("ada").id();
    client.createUser("bob");

    assertThat(list("target eq \"" + ada + "\"")).hasSize(1);
    assertThat(list("actor.display eq \"tests\" and action sw \"user.\"")).hasSize(2);
    assertThat(list("time gt \"2100-01-01T00:00:00Z\"")).isEmpty();
    assertThat(list("actor.value pr and attributes eq \"username\"")).hasSize(2);
    Answer page =
        client.get(
            "/AuditEvents?sortBy=time&sortOrder=descending&count=1&filter=action%20eq%20%22user.created%22");
    assertThat(page.text("/totalResults")).isEqualTo("2");
    assertThat(page.text("/Resources/0/target/display")).isEqualTo("bob");
    String id = page.text("/Resources/0/id");
    assertThat(client.get("/AuditEvents/" + id).text("/id")).isEqualTo(id);
    assertThat(TestServer.shared().account().client().get("/AuditEvents/" + id).status())
        .isEqualTo(404);
  }

  @Test
  void onlyTheAdminScopeReadsTheTrailAndNobodyWritesIt() {
    ScimClient provisioning =
        TestServer.shared().clientWith(account, EnumSet.of(Scope.SCIM, Scope.INVITATIONS));

    assertThat(provisioning.get("/AuditEvents").status()).isEqualTo(403);
    assertThat(client.post("/AuditEvents", "{}").status()).isEqualTo(405);
  }

  @Test
  void noRowOfTheDatabaseHoldsALinkATokenOrAPassword() throws SQLException {
    TestAccount inviting = TestServer.shared().account();
    ScimClient inviter = inviting.client();
    String id = inviter.createUser("ada@example.com", "\"password\": \"correct-horse\"").id();
    String link =
        inviter
            .get("/Users/" + id + "?attributes=" + USHER + ":invitation.link")
            .text("/" + USHER + "/invitation/link");
    String token = link.substring(link.lastIndexOf('/') + 1);
    assertThat(token).hasSizeGreaterThan(64);

    String rows = dump("audit_event") + dump("invitation") + dump("outbox") + dump("user");

    assertThat(rows)
        .contains("invitation.linkCopied")
        .doesNotContain(token, "/invitations/", inviting.token(), "correct-horse");
  }

  private static String dump(String table) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          all.append(rows.getString(i)).append('\n');
        }
      }
    }
    return all.toString();
  }

  private static String replace(String path, String value) {
    return "{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": " + value + "}";
  }

  private List<String> actions(String target) {
    List<String> actions = new ArrayList<>();
    list("target.value eq \"" + target + "\"")
        .forEach(each -> actions.add(each.path("action").asText()));
    return actions;
  }

  private JsonNode only(String filter) {
    JsonNode found = list(filter);
    assertThat(found).as(filter).hasSize(1);
    return found.get(0);
  }

  private JsonNode list(String filter) {
    Answer found = client.find("/AuditEvents", filter);
    assertThat(found.status()).as(filter + " " + found.body()).isEqualTo(200);
    return found.body().path("Resources");
  }

  private long events() {
    return account.number("SELECT COUNT(*) FROM audit_event WHERE account_id = ?");
  }
}
