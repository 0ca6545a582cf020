package dev.usher.bulk;

import static dev.usher.bulk.BulkClient.delete;
import static dev.usher.bulk.BulkClient.detail;
import static dev.usher.bulk.BulkClient.group;
import static dev.usher.bulk.BulkClient.id;
import static dev.usher.bulk.BulkClient.patch;
import static dev.usher.bulk.BulkClient.statuses;
import static dev.usher.bulk.BulkClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the domain hold in a Bulk as they do outside of one, and the trail tells of it. */
class BulkRulesTest {
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: Headquarters, default: true}]
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Administrator, administrative: true}
      projectRoles: [{id: TESTER, displayName: Tester}]
      licenses: [{id: KSE, displayName: Studio, seats: 7}]
      """;

  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct");
  private final ScimClient client = account.client();
  private final BulkClient bulk = new BulkClient(client);

  @Test
  void oneMoreThanThereAreSeatsGetsNone() {
    String licensed = "\"%s\": {\"licenses\": [\"KSE\"]}".formatted(ScimClient.USHER);

    Answer answer =
        bulk.send(
            IntStream.range(0, 8).mapToObj(i -> user("b" + i, "user" + i, licensed)).toList());

    assertThat(statuses(answer)).containsOnly("201", "400");
    assertThat(Collections.frequency(statuses(answer), "201")).isEqualTo(7);
    assertThat(detail(answer, 7)).contains("KSE");
    assertThat(account.number("SELECT used FROM pool WHERE account_id = ?")).isEqualTo(7);
    assertThat(account.number("SELECT COUNT(*) FROM user WHERE account_id = ?")).isEqualTo(7);
    assertThat(refusals()).isEqualTo(1);
  }

  @Test
  void theLastAdministratorStays() {
    String admin = "\"%s\": {\"accountRole\": \"ACCOUNT_ADMIN\"}".formatted(ScimClient.USHER);
    String ada = client.createUser("ada", admin).id();
    String bob = client.createUser("bob", admin).id();

    Answer answer =
        bulk.send(
            patch("/Users/" + ada, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}"),
            delete("/Users/" + bob));

    assertThat(statuses(answer)).containsExactly("200", "409");
    assertThat(detail(answer, 1)).contains("last active administrator");
    assertThat(client.get("/Users/" + bob).status()).isEqualTo(200);
    assertThat(refusals()).isEqualTo(1);
  }

  @Test
  void everyOperationIsInTheTrailWithATransactionOfItsOwn() {
    Answer answer =
        bulk.send(
            user("a", "ada"),
            user("b", "bob"),
            group("g", "Group", BulkClient.members("bulkId:a")),
            delete("/Users/bulkId:b"));

    assertThat(statuses(answer)).containsExactly("201", "201", "201", "204");
    assertThat(actions())
        .containsExactlyInAnyOrder("user.created", "user.created", "group.created", "user.deleted");
    assertThat(
            account.number(
                "SELECT COUNT(DISTINCT transaction_id) FROM audit_event WHERE account_id = ?"
                    + " AND action IN ('user.created', 'user.deleted', 'group.created')"))
        .isEqualTo(4);
    assertThat(
            account.number(
                "SELECT COUNT(DISTINCT request_id) FROM audit_event WHERE account_id = ?"
                    + " AND action IN ('user.created', 'user.deleted', 'group.created')"))
        .isEqualTo(1);
  }

  @Test
  void ofWhatWasRolledBackTheTrailTellsNothingButTheRefusal() {
    client.post("/Groups", "{\"displayName\": \"Taken\"}");

    Answer answer =
        bulk.send(user("a", "ada"), user("b", "ADA"), group("c", "Taken"), user("d", "dan"));

    assertThat(statuses(answer)).containsExactly("201", "409", "409", "201");
    assertThat(actions())
        .containsExactlyInAnyOrder(
            "group.created", "user.created", "group.created", "user.created");
    assertThat(refusals()).isEqualTo(1);
  }

  @Test
  void idsFollowTheOrderOfTheRequest() {
    Answer answer =
        bulk.send(IntStream.range(0, 130).mapToObj(i -> user("b" + i, "user" + i)).toList());

    List<String> ids = IntStream.range(0, 130).mapToObj(i -> id(answer, i)).toList();
    assertThat(ids).isSorted();
  }

  private long refusals() {
    return account.number(
        "SELECT COUNT(*) FROM audit_event WHERE account_id = ? AND outcome = 'refused'");
  }

  private List<String> actions() {
    List<String> actions = new ArrayList<>();
    client
        .find("/AuditEvents", "target.type eq \"User\" or target.type eq \"Group\"")
        .body()
        .path("Resources")
        .forEach(event -> actions.add(event.path("action").asText()));
    return actions;
  }
}
