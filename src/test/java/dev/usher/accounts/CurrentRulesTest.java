package dev.usher.accounts;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.testing.Answer;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A write decides by what its account has now, although the server that gets it has read that
 * before, and another process has just changed it. Several rounds, each faster than a poll.
 */
class CurrentRulesTest {
  private static final int ROUNDS = 4;
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: One, default: true}]
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      projectRoles: [{id: TESTER, displayName: Tester, default: true}]
      licenses: [{id: KSE, displayName: Studio}]
      """;
  private static final String AUDITOR = "  - {id: AUDITOR, displayName: Auditor%s}\n";

  private final Operator elsewhere = new Operator();
  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct");
  private final ScimClient client = account.client();
  private int users;

  @Test
  void whetherATokenMayMakeAdministrators() {
    String administrator = extension("\"accountRole\": \"ACCOUNT_ADMIN\"");
    String path = "/Users/" + create("").id();
    for (int round = 0; round < ROUNDS; round++) {
      set("forbidAdministrativeRoles", "true");
      assertThat(create(administrator).status()).isEqualTo(400);
      set("forbidAdministrativeRoles", "false");
      assertThat(create(administrator).status()).isEqualTo(201);
      set("forbidAdministrativeRoles", "true");
      assertThat(patch(path, "accountRole", "ACCOUNT_ADMIN").status()).isEqualTo(400);
      set("forbidAdministrativeRoles", "false");
      assertThat(put(path, administrator).status()).isEqualTo(200);
      assertThat(patch(path, "accountRole", "USER").status()).isEqualTo(200);
    }
  }

  @Test
  void whetherATokenMayMakeAdministratorsInABulk() {
    String operation =
        "{\"method\": \"POST\", \"path\": \"/Users\", \"bulkId\": \"b\", \"data\": {\"schemas\":"
            + " [\"urn:ietf:params:scim:schemas:core:2.0:User\"], \"userName\": \"%s\", %s}}";
    for (int round = 0; round < ROUNDS; round++) {
      for (String forbidden : new String[] {"true", "false"}) {
        set("forbidAdministrativeRoles", forbidden);

        Answer answer =
            client.post(
                "/Bulk",
                "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
                    + " \"Operations\": ["
                    + operation.formatted(
                        "bulk-" + ++users, extension("\"accountRole\": \"ACCOUNT_ADMIN\""))
                    + "]}");

        assertThat(answer.text("/Operations/0/status"))
            .as(answer.body().toString())
            .isEqualTo(forbidden.equals("true") ? "400" : "201");
      }
    }
  }

  @Test
  void whetherARoleIsAdministrative() {
    assertThat(create(extension("\"accountRole\": \"ACCOUNT_ADMIN\"")).status()).isEqualTo(201);
    set("forbidAdministrativeRoles", "true");
    String auditor = extension("\"accountRole\": \"AUDITOR\"");
    for (int round = 0; round < ROUNDS; round++) {
      apply(withRole(AUDITOR.formatted(", administrative: true")));
      assertThat(create(auditor).status()).isEqualTo(400);
      apply(withRole(AUDITOR.formatted("")));
      assertThat(create(auditor).status()).isEqualTo(201);
    }
  }

  @Test
  void whichRolesThereAre() {
    String auditor = extension("\"accountRole\": \"AUDITOR\"");
    for (int round = 0; round < ROUNDS; round++) {
      apply(withRole(AUDITOR.formatted("")));
      Answer created = create(auditor);
      assertThat(created.status()).isEqualTo(201);
      assertThat(client.delete("/Users/" + created.id()).status()).isEqualTo(204);
      apply(CATALOGUE);
      Answer refused = create(auditor);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
    }
  }

  @Test
  void whichLicensesThereAre() {
    String license = extension("\"licenses\": [\"KAM\"]");
    for (int round = 0; round < ROUNDS; round++) {
      apply(CATALOGUE.replace("Studio}", "Studio}, {id: KAM, displayName: Kam}"));
      Answer created = create(license);
      assertThat(created.status()).isEqualTo(201);
      assertThat(client.delete("/Users/" + created.id()).status()).isEqualTo(204);
      apply(CATALOGUE);
      assertThat(create(license).status()).isEqualTo(400);
    }
  }

  @Test
  void whichGrantsAGroupMayHave() {
    String lead =
        CATALOGUE.replace(
            "default: true}]\nlic", "default: true}, {id: LEAD, displayName: Lead}]\nlic");
    assertThat(group().status()).isEqualTo(400);
    for (int round = 0; round < ROUNDS; round++) {
      apply(lead);
      Answer created = group();
      assertThat(created.status()).isEqualTo(201);
      assertThat(client.delete("/Groups/" + created.id()).status()).isEqualTo(204);
      apply(CATALOGUE);
      assertThat(group().status()).isEqualTo(400);
    }
  }

  @Test
  void howPeopleBecomeActive() {
    for (int round = 0; round < ROUNDS; round++) {
      set("activation", "invite");
      assertThat(create("").text("/" + USHER + "/status")).isEqualTo("Pending");
      set("activation", "direct");
      assertThat(create("").text("/" + USHER + "/status")).isEqualTo("Active");
    }
  }

  private Answer group() {
    return client.post(
        "/Groups",
        "{\"displayName\": \"group-%d\", \"%s\": {\"projectRoles\": [\"ALL:LEAD\"]}}"
            .formatted(++users, USHER.replace(":User", ":Group")));
  }

  private static String withRole(String role) {
    return CATALOGUE.replace("projectRoles:", role + "projectRoles:");
  }

  private static String extension(String content) {
    return "\"" + USHER + "\": {" + content + "}";
  }

  private Answer create(String member) {
    String name = "user-" + ++users;
    return member.isEmpty() ? client.createUser(name) : client.createUser(name, member);
  }

  private Answer put(String path, String member) {
    return client.put(
        path, "{\"userName\": %s, %s}".formatted(ScimClient.quote("put-" + ++users), member));
  }

  private Answer patch(String path, String attribute, String value) {
    return client.patchOps(
        path,
        "{\"op\": \"replace\", \"path\": \"%s:%s\", \"value\": \"%s\"}"
            .formatted(USHER, attribute, value));
  }

  private void set(String name, String value) {
    elsewhere.accounts().set(account.name(), Map.of(name, value));
  }

  private void apply(String yaml) {
    elsewhere.catalogues().apply(account.id(), CatalogueFile.parse("test", yaml));
  }
}
