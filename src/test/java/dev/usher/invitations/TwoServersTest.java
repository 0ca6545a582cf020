package dev.usher.invitations;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers on one database keep the account's rules as one does. */
class TwoServersTest {
  private static final int SEATS = 5;
  private static final int ROUNDS = 3;
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: Headquarters, default: true}]
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      licenses: [{id: KSE, displayName: Studio, seats: 5}]
      """;
  private static final String ADMINISTRATORS =
      """
      SELECT COUNT(*) FROM user u JOIN user_role r ON r.account_id = u.account_id AND r.user_id = u.id
      WHERE u.account_id = ? AND u.status = 'Active' AND r.value = 'ACCOUNT_ADMIN'""";

  private final TestServer first = TestServer.shared();
  private final TestServer second = TestServer.another();

  @AfterEach
  void stop() {
    second.close();
  }

  @Test
  void ofOneMorePersonThanSeatsExactlyOneGoesWithout() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String activation = round % 2 == 0 ? "invite" : "direct";
      TestAccount account = first.accountWith(CATALOGUE, "activation=" + activation);
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i <= SEATS; i++) {
        ScimClient client = (i % 2 == 0 ? first : second).client(account);
        String name = "person" + i + "@example.com";
        requests.add(
            () -> client.createUser(name, "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").status());
      }

      List<Integer> answers = Parallel.atOnce(requests);

      assertThat(answers).as(activation).containsOnlyOnce(400).containsOnly(201, 400);
      assertThat(account.number("SELECT used FROM pool WHERE account_id = ?")).isEqualTo(SEATS);
      assertThat(
              account.number(
                  "SELECT COUNT(*) FROM user_license WHERE account_id = ? AND NOT remembered"))
          .isEqualTo(SEATS);
      assertThat(account.number("SELECT COUNT(*) FROM user WHERE account_id = ?")).isEqualTo(SEATS);
    }
  }

  @Test
  void ofTwoAdministratorsWhoRemoveEachOtherOneStays() throws Exception {
    List<Removal> removals =
        List.of(
            (client, id) -> client.delete("/Users/" + id),
            (client, id) -> client.patchOps("/Users/" + id, replace("active", "false")),
            (client, id) -> client.patchOps("/Users/" + id, replace("roles", "[]")));
    for (Removal one : removals) {
      for (Removal other : removals) {
        TestAccount account = first.accountWith(CATALOGUE, "activation=direct");
        String ada = administrator(account, "ada");
        String bob = administrator(account, "bob");

        List<Integer> answers =
            Parallel.atOnce(
                List.of(
                    () -> one.apply(first.client(account), ada).status(),
                    () -> other.apply(second.client(account), bob).status()));

        assertThat(answers).containsOnlyOnce(409);
        assertThat(account.number(ADMINISTRATORS)).isEqualTo(1);
      }
    }
  }

  @Test
  void ofTwoWhoAcceptOneLinkOneWins() throws Exception {
    TestAccount account = first.accountWith(CATALOGUE);
    ScimClient client = account.client();
    for (int round = 0; round < ROUNDS; round++) {
      String id = client.createUser("ada" + round + "@example.com").id();
      String link = Links.of(client, id);
      String elsewhere = link.replace(first.root().toString(), second.root().toString());
      assertThat(elsewhere).isNotEqualTo(link);

      List<Integer> answers =
          Parallel.atOnce(
              List.of(
                  () -> Links.accept(link).statusCode(),
                  () -> Links.accept(elsewhere).statusCode()));

      assertThat(answers).containsExactlyInAnyOrder(200, 404);
      assertThat(client.get("/Users/" + id).text("/" + USHER + "/status")).isEqualTo("Active");
    }
    assertThat(
            client.find("/AuditEvents", "action eq \"invitation.accepted\"").text("/totalResults"))
        .isEqualTo(Integer.toString(ROUNDS));
  }

  private interface Removal {
    Answer apply(ScimClient client, String id);
  }

  private static String administrator(TestAccount account, String userName) {
    return account
        .client()
        .createUser(userName, "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]")
        .id();
  }

  private static String replace(String path, String value) {
    return "{\"op\": \"replace\", \"path\": \"%s\", \"value\": %s}".formatted(path, value);
  }
}
