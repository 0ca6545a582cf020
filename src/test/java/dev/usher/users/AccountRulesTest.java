package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountRulesTest {
  private static final String DEACTIVATE =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}";
  private static final String CATALOGUE =
      """
      organizations:
        - {id: OG-1, displayName: Headquarters, default: true}
        - {id: OG-2, displayName: Branch}
      projects:
        - {id: PJ-7, displayName: Apollo, organization: OG-2}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: LEAD, displayName: Lead}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      projectRoles:
        - {id: TESTER, displayName: Tester, default: true}
        - {id: TEST_LEAD, displayName: Test Lead}
      licenses:
        - {id: KSE, displayName: Studio, seats: 3}
        - {id: KAM, displayName: Manager, seats: 0, pools: [{organization: OG-2, seats: 1}]}
      """;

  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct");
  private final ScimClient client = account.client();

  @Test
  void theDefaultOrganizationAndRoleShowWhenNothingIsAssigned() {
    Answer user = client.createUser("ada");

    assertThat(user.text("/" + USHER + "/organization")).isEqualTo("OG-1");
    assertThat(user.text("/" + USHER + "/accountRole")).isEqualTo("USER");
    assertThat(user.lacks("/roles")).isTrue();
    assertThat(user.lacks("/entitlements")).isTrue();
  }

  @Test
  void unknownValuesOfTheExtensionAreRefusedByName() {
    for (String member :
        List.of(
            "\"organization\": \"OG-99\"",
            "\"accountRole\": \"OG-99\"",
            "\"projectRoles\": [\"OG-99:TESTER\"]",
            "\"licenses\": [\"OG-99\"]")) {
      Answer refused = client.createUser("ada", "\"" + USHER + "\": {" + member + "}");

      assertThat(refused.status()).as(member).isEqualTo(400);
      assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
      assertThat(refused.text("/detail")).contains("OG-99");
    }
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @Test
  void unknownRolesOfTheCoreAreKeptAndGrantNothing() {
    Answer user =
        client.createUser("ada", "\"roles\": [{\"value\": \"wizard\", \"display\": \"Wizard\"}]");

    assertThat(user.status()).isEqualTo(201);
    assertThat(user.text("/roles/0/value")).isEqualTo("wizard");
    assertThat(user.text("/" + USHER + "/accountRole")).isEqualTo("USER");
  }

  @Test
  void writingAccountRoleReplacesTheKnownRolesAndKeepsTheOthers() {
    String path =
        "/Users/"
            + client
                .createUser("ada", "\"roles\": [{\"value\": \"LEAD\"}, {\"value\": \"wizard\"}]")
                .id();

    Answer patched =
        client.patchOps(
            path,
            "{\"op\": \"replace\", \"path\": \"" + USHER + ":accountRole\", \"value\": \"user\"}");

    assertThat(patched.body().get("roles").findValuesAsText("value"))
        .containsExactlyInAnyOrder("USER", "wizard");
    assertThat(patched.text("/" + USHER + "/accountRole")).isEqualTo("USER");
  }

  @Test
  void twoFormsThatContradictEachOtherAreRefused() {
    Answer refused =
        client.createUser(
            "ada",
            "\"roles\": [{\"value\": \"LEAD\"}]",
            "\"" + USHER + "\": {\"accountRole\": \"ACCOUNT_ADMIN\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
  }

  @Test
  void licensesShowInBothFormsAndTheirPoolIsFound() {
    Answer user =
        client.createUser(
            "ada",
            "\""
                + USHER
                + "\": {\"organization\": \"OG-2\", \"licenses\": [\"KSE\", \"OG-2:KAM\"],"
                + " \"projectRoles\": [\"PJ-7\", \"ALL:TEST_LEAD\"]}");

    assertThat(texts(user.body().at("/" + USHER + "/licenses"))).containsExactly("OG-2:KAM", "KSE");
    assertThat(texts(user.body().at("/" + USHER + "/projectRoles")))
        .containsExactly("ALL:TEST_LEAD", "PJ-7:TESTER");
    assertThat(user.body().get("entitlements").findValuesAsText("value"))
        .containsExactly("OG-2:KAM", "KSE", "ALL:TEST_LEAD", "PJ-7:TESTER");
  }

  @Test
  void aLicenseIsTakenAwayByItsNameWhateverItsPool() {
    String path =
        "/Users/"
            + client
                .createUser(
                    "ada",
                    "\""
                        + USHER
                        + "\": {\"licenses\": [\"OG-2:KAM\"], \"projectRoles\":"
                        + " [\"PJ-7:TESTER\"]}")
                .id();

    Answer patched =
        client.patchOps(
            path,
            "{\"op\": \"remove\", \"path\": \"" + USHER + ":licenses\", \"value\": [\"kam\"]}",
            "{\"op\": \"remove\", \"path\": \"entitlements\", \"value\": [{\"value\":"
                + " \"PJ-7\"}]}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.lacks("/entitlements")).as(patched.body().toString()).isTrue();
    assertThat(patched.lacks("/" + USHER + "/licenses")).isTrue();
  }

  @Test
  void oneProductTwiceIsRefused() {
    Answer refused =
        client.createUser("ada", "\"" + USHER + "\": {\"licenses\": [\"KAM\", \"OG-2:KAM\"]}");

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void aSeatThatIsNotThereIsRefusedAndNothingIsStored() {
    String license = "\"" + USHER + "\": {\"licenses\": [\"KAM\"]}";

    Answer refused = client.createUser("ada", license);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/detail")).contains("KAM");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @Test
  void aTakenNameIsToldBeforeAMissingSeat() {
    client.createUser("ada");

    assertThat(
            client
                .createUser("ada", "\"" + USHER + "\": {\"licenses\": [\"KAM\"]}")
                .text("/scimType"))
        .isEqualTo("uniqueness");
  }

  @Test
  void deactivationFreesSeatsAndRemembersThem() {
    String license = "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}";
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      paths.add("/Users/" + client.createUser("u" + i, license).id());
    }
    assertThat(client.createUser("late", license).status()).isEqualTo(400);

    Answer out = client.patchOps(paths.get(0), DEACTIVATE);
    assertThat(out.lacks("/" + USHER + "/licenses")).isTrue();
    assertThat(client.createUser("late", license).status()).isEqualTo(201);

    Answer back =
        client.patchOps(paths.get(0), "{\"op\": \"replace\", \"value\": {\"active\": true}}");
    assertThat(back.status()).isEqualTo(200);
    assertThat(back.lacks("/" + USHER + "/licenses")).as("no seat was left").isTrue();
    assertThat(account.number("SELECT used FROM pool WHERE license_id = 'KSE' AND account_id = ?"))
        .isEqualTo(3);
  }

  @Test
  void nParallelCreatesForOneSeatLessGetExactlyTheSeats() throws Exception {
    String license = "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}";

    List<Integer> statuses = parallel(4, i -> client.createUser("p" + i, license).status());

    assertThat(statuses).containsExactlyInAnyOrder(201, 201, 201, 400);
    assertThat(account.number("SELECT used FROM pool WHERE license_id = 'KSE' AND account_id = ?"))
        .isEqualTo(3);
  }

  @Test
  void fiftyParallelCreatesOfOneNameMakeOneUser() throws Exception {
    List<Integer> statuses = parallel(50, i -> client.createUser("Twin@example.org").status());

    assertThat(statuses).containsOnlyOnce(201);
    assertThat(statuses.stream().filter(status -> status != 201)).containsOnly(409);
  }

  @Test
  void theLastActiveAdministratorStays() {
    String admin = "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]";
    String first = "/Users/" + client.createUser("first", admin).id();

    assertThat(client.patchOps(first, DEACTIVATE).status()).isEqualTo(409);
    assertThat(client.delete(first).status()).isEqualTo(409);
    assertThat(client.patchOps(first, "{\"op\": \"remove\", \"path\": \"roles\"}").status())
        .isEqualTo(409);

    String second = "/Users/" + client.createUser("second", admin).id();
    assertThat(client.patchOps(first, DEACTIVATE).status()).isEqualTo(200);
    assertThat(client.delete(second).status()).isEqualTo(409);
  }

  @Test
  void twoAdministratorsCannotRemoveEachOtherAtOnce() throws Exception {
    String admin = "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]";
    for (int round = 0; round < 5; round++) {
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        paths.add("/Users/" + client.createUser("r" + round + "-" + i, admin).id());
      }
      parallel(2, i -> client.patchOps(paths.get(i), DEACTIVATE).status());
      assertThat(
              account.number(
                  "SELECT COUNT(*) FROM user u JOIN user_role r ON r.account_id = u.account_id AND"
                      + " r.user_id = u.id WHERE u.status = 'Active' AND u.account_id = ?"))
          .isPositive();
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText()));
    return all;
  }

  private static List<Integer> parallel(int n, java.util.function.IntFunction<Integer> call)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(n);
    try {
      List<Callable<Integer>> calls =
          IntStream.range(0, n).<Callable<Integer>>mapToObj(i -> () -> call.apply(i)).toList();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> future : pool.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }
}
