package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An identity provider that is mapped to Katalon's User extension works unchanged. */
class KatalonExtensionTest {
  private static final String KATALON = "urn:katalon:params:scim:schemas:extension:2.0:User";
  private static final String CATALOGUE =
      """
      organizations:
        - {id: OG-1, displayName: Headquarters, default: true}
        - {id: OG-5678, displayName: Branch}
      projects:
        - {id: PJ-7, displayName: Apollo, organization: OG-5678}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: LEAD, displayName: Lead}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      projectRoles:
        - {id: TESTER, displayName: Tester, default: true}
        - {id: TEST_LEAD, displayName: Test Lead}
      licenses:
        - {id: KSE, displayName: Studio, seats: 5}
        - {id: KAM, displayName: Manager, seats: 5, pools: [{organization: OG-5678, seats: 5}]}
      """;
  private static final String EVERYTHING =
      block(
          "\"licenses\": [\"AC-1234:KSE\", \"OG-5678:KAM\"]",
          "\"account_roles\": [\"USER\", \"LEAD\"]",
          "\"project_roles\": [\"ALL:TESTER\", \"7:TEST_LEAD\"]",
          "\"organizations\": [5678]");

  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct", "katalonAlias=AC-1234");
  private final ScimClient client = account.client();

  @Test
  void whatTheBlockSaysShowsInEveryForm() {
    Answer created = client.createUser("ada", EVERYTHING);

    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    JsonNode read = client.get("/Users/" + created.id()).body();
    assertThat(read).isEqualTo(created.body());
    JsonNode katalon = read.get(KATALON);
    assertThat(texts(katalon.get("licenses"))).containsExactly("OG-5678:KAM", "AC-1234:KSE");
    assertThat(texts(katalon.get("account_roles"))).containsExactlyInAnyOrder("USER", "LEAD");
    assertThat(texts(katalon.get("project_roles"))).containsExactly("ALL:TESTER", "PJ-7:TEST_LEAD");
    assertThat(katalon.get("organizations").get(0).isTextual()).isTrue();
    assertThat(texts(katalon.get("organizations"))).containsExactly("OG-5678");
    JsonNode usher = read.get(USHER);
    assertThat(texts(usher.get("licenses"))).containsExactly("OG-5678:KAM", "KSE");
    assertThat(texts(usher.get("projectRoles"))).containsExactly("ALL:TESTER", "PJ-7:TEST_LEAD");
    assertThat(usher.get("organization").asText()).isEqualTo("OG-5678");
    assertThat(read.get("roles").findValuesAsText("value"))
        .containsExactlyInAnyOrder("USER", "LEAD");
    assertThat(read.get("entitlements").findValuesAsText("value"))
        .containsExactlyInAnyOrder("OG-5678:KAM", "KSE", "ALL:TESTER", "PJ-7:TEST_LEAD");
    assertThat(texts(read.get("schemas"))).contains(KATALON);
  }

  @Test
  void whatUshersOwnBlockSaysShowsInKatalons() {
    Answer user =
        client.createUser(
            "ada", "\"" + USHER + "\": {\"licenses\": [\"KSE\"], \"accountRole\": \"LEAD\"}");

    assertThat(user.text("/" + KATALON + "/licenses/0")).isEqualTo("AC-1234:KSE");
    assertThat(user.text("/" + KATALON + "/account_roles/0")).isEqualTo("LEAD");
    assertThat(user.text("/" + KATALON + "/organizations/0")).isEqualTo("OG-1");
    assertThat(user.lacks("/" + KATALON + "/project_roles")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"licenses\": [\"AC-999:KSE\"]",
        "\"licenses\": [\"AC-1234:NONE_SUCH\"]",
        "\"licenses\": [\"AC-1234:KAM\", \"OG-5678:KAM\"]",
        "\"account_roles\": [\"WIZARD\"]",
        "\"project_roles\": [\"8:TESTER\"]",
        "\"organizations\": [9]",
        "\"organizations\": [1, 5678]"
      })
  void whatTheAccountDoesNotHaveIsRefused(String member) {
    Answer refused = client.createUser("ada", block(member));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
    assertThat(refused.text("/detail")).contains(KATALON);
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"organizations\": 5678|organizations|OG-5678",
        "\"organizations\": \"5678\"|organizations|OG-5678",
        "\"organizations\": [\"og-5678\"]|organizations|OG-5678",
        "\"project_roles\": [\"7\"]|project_roles|PJ-7:TESTER",
        "\"project_roles\": \"pj-7:test_lead\"|project_roles|PJ-7:TEST_LEAD",
        "\"licenses\": [\"5678:KAM\"]|licenses|OG-5678:KAM",
        "\"licenses\": \"ac-1234:kse\"|licenses|AC-1234:KSE",
        "\"licenses\": [\"KSE\"]|licenses|AC-1234:KSE",
        "\"account_roles\": \"lead\"|account_roles|LEAD"
      })
  void everySpellingReadsAsTheKeyOfTheCatalogue(String member, String attribute, String shown) {
    Answer user = client.createUser("ada", block(member));

    assertThat(user.status()).as(user.body().toString()).isEqualTo(201);
    assertThat(texts(user.body().get(KATALON).get(attribute))).containsExactly(shown);
  }

  @Test
  void puttingBackWhatWasReadChangesNothing() {
    Answer created = client.createUser("ada", EVERYTHING);

    Answer put = client.put("/Users/" + created.id(), created.body().toString());

    assertThat(put.body()).isEqualTo(created.body());
  }

  @Test
  void ofAStaleTwinAndAChangedBlockTheChangedOneWins() {
    ObjectNode body = client.createUser("ada", EVERYTHING).body().deepCopy();
    ObjectNode katalon = (ObjectNode) body.get(KATALON);
    katalon.putArray("licenses").add("AC-1234:KAM");
    katalon.putArray("account_roles").add("LEAD");
    katalon.putArray("project_roles").add("PJ-7:TESTER");
    katalon.putArray("organizations").add(1);

    Answer put = client.put("/Users/" + body.get("id").asText(), body.toString());

    assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
    JsonNode usher = put.body().get(USHER);
    assertThat(texts(usher.get("licenses"))).containsExactly("KAM");
    assertThat(usher.get("accountRole").asText()).isEqualTo("LEAD");
    assertThat(put.body().get("roles").findValuesAsText("value")).containsExactly("LEAD");
    assertThat(texts(usher.get("projectRoles"))).containsExactly("PJ-7:TESTER");
    assertThat(usher.get("organization").asText()).isEqualTo("OG-1");
  }

  @Test
  void aStaleBlockDoesNotUndoWhatAnotherFormChanges() {
    ObjectNode body = client.createUser("ada", EVERYTHING).body().deepCopy();
    ((ObjectNode) body.get(USHER)).put("organization", "OG-1").put("accountRole", "ACCOUNT_ADMIN");

    Answer put = client.put("/Users/" + body.get("id").asText(), body.toString());

    assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
    assertThat(texts(put.body().get(KATALON).get("organizations"))).containsExactly("OG-1");
    assertThat(texts(put.body().get(KATALON).get("account_roles")))
        .containsExactly("ACCOUNT_ADMIN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "organizations|[\"OG-5678\"]|\"organization\": \"OG-1\"",
        "licenses|[\"AC-1234:KSE\"]|\"licenses\": [\"OG-5678:KAM\"]",
        "project_roles|[\"7:TESTER\"]|\"projectRoles\": [\"ALL:TESTER\"]",
        "account_roles|[\"USER\"]|\"accountRole\": \"LEAD\""
      })
  void twoChangedFormsThatDisagreeAreRefused(String attribute, String value, String usher) {
    Answer refused =
        client.createUser(
            "ada", block("\"" + attribute + "\": " + value), "\"" + USHER + "\": {" + usher + "}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/detail")).contains("say different things");
  }

  @Test
  void aPutKeepsWhatAPresentBlockLeavesOut() {
    Answer created = client.createUser("ada", EVERYTHING);

    Answer put =
        client.put(
            "/Users/" + created.id(), "{\"userName\": \"ada\", " + block("\"licenses\": []") + "}");

    ObjectNode expected = created.body().get(KATALON).deepCopy();
    expected.remove("licenses");
    assertThat(put.body().get(KATALON)).isEqualTo(expected);
    assertThat(put.lacks("/" + USHER + "/licenses")).isTrue();
  }

  @Test
  void aPatchAddsAndTakesAwayInKatalonsSpelling() {
    String path = "/Users/" + client.createUser("ada", EVERYTHING).id();

    Answer taken =
        client.patchOps(
            path,
            operation("remove", "licenses", "[\"KAM\", \"ac-1234:kse\"]"),
            operation("remove", "project_roles", "[\"7:test_lead\"]"),
            operation("remove", "account_roles", "[\"lead\"]"),
            operation("remove", "organizations", "[5678]"));

    assertThat(taken.status()).as(taken.body().toString()).isEqualTo(200);
    assertThat(taken.lacks("/" + KATALON + "/licenses")).isTrue();
    assertThat(texts(taken.body().get(USHER).get("projectRoles"))).containsExactly("ALL:TESTER");
    assertThat(taken.body().get("roles").findValuesAsText("value")).containsExactly("USER");
    assertThat(taken.text("/" + USHER + "/organization")).isEqualTo("OG-1");

    Answer given =
        client.patchOps(
            path,
            operation("add", "licenses", "[\"AC-1234:KSE\"]"),
            operation("add", "project_roles", "[\"7:TESTER\"]"),
            operation("add", "account_roles", "[\"LEAD\"]"),
            operation("replace", "organizations", "5678"));

    assertThat(given.status()).as(given.body().toString()).isEqualTo(200);
    assertThat(texts(given.body().get(USHER).get("licenses"))).containsExactly("KSE");
    assertThat(texts(given.body().get(KATALON).get("project_roles")))
        .containsExactly("ALL:TESTER", "PJ-7:TESTER");
    assertThat(given.body().get("roles").findValuesAsText("value"))
        .containsExactlyInAnyOrder("USER", "LEAD");
    assertThat(given.text("/" + USHER + "/organization")).isEqualTo("OG-5678");
  }

  @Test
  void theLastAdministratorIsSafeFromTheBlockToo() {
    String path =
        "/Users/" + client.createUser("root", block("\"account_roles\": [\"ACCOUNT_ADMIN\"]")).id();

    assertThat(client.patchOps(path, operation("replace", "account_roles", "[\"USER\"]")).status())
        .isEqualTo(409);
  }

  @Test
  void unusableValuesDoNotStopADeprovisioning() {
    String path = "/Users/" + client.createUser("ada", EVERYTHING).id();

    Answer out =
        client.patchOps(
            path,
            "{\"op\": \"replace\", \"value\": {\"active\": false, "
                + block(
                    "\"licenses\": [\"AC-999:KSE\"]",
                    "\"account_roles\": [\"WIZARD\"]",
                    "\"organizations\": [1, 5678]")
                + "}}");

    assertThat(out.status()).as(out.body().toString()).isEqualTo(200);
    assertThat(out.text("/" + USHER + "/status")).isEqualTo("Inactive");
    assertThat(out.text("/" + USHER + "/organization")).isEqualTo("OG-5678");
    assertThat(out.lacks("/" + KATALON + "/licenses")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "licenses eq \"AC-1234:KSE\"",
        "licenses eq \"ac-1234:kse\"",
        "licenses sw \"AC-\"",
        "licenses eq \"5678:KAM\"",
        "licenses[value eq \"OG-5678:KAM\"]",
        "account_roles eq \"lead\"",
        "account_roles pr",
        "project_roles eq \"7:TEST_LEAD\"",
        "project_roles eq \"PJ-7:TEST_LEAD\"",
        "project_roles co \"TEST_L\"",
        "organizations eq \"5678\"",
        "organizations eq \"og-5678\"",
        "organizations[value eq \"OG-5678\"]"
      })
  void everyAttributeCanBeFiltered(String filter) {
    client.createUser("ada", EVERYTHING);
    client.createUser("bob");

    Answer found = client.find("/Users", KATALON + ":" + filter);

    assertThat(found.status()).as(found.body().toString()).isEqualTo(200);
    assertThat(found.body().findValuesAsText("userName")).containsExactly("ada");
    assertThat(found.lacks("/Resources/0/" + KATALON + "/licenses")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"licenses", "account_roles", "project_roles", "organizations"})
  void everyAttributeCanBeSortedByAndAskedFor(String attribute) {
    client.createUser("bob");
    client.createUser("ada", EVERYTHING);
    String name = KATALON + ":" + attribute;

    Answer sorted = client.get("/Users?sortBy=" + name + "&sortOrder=descending");
    Answer asked = client.get("/Users?attributes=" + name);

    assertThat(sorted.status()).as(sorted.body().toString()).isEqualTo(200);
    assertThat(sorted.body().findValuesAsText("userName")).hasSize(2);
    assertThat(asked.lacks("/Resources/1/" + KATALON + "/" + attribute)).isFalse();
    assertThat(asked.lacks("/Resources/1/" + USHER)).isTrue();
  }

  @Test
  void theUrnIsFoundAmongTheSchemas() {
    client.createUser("ada");

    assertThat(client.find("/Users", "schemas eq \"" + KATALON + "\"").text("/totalResults"))
        .isEqualTo("1");
  }

  @Test
  void theExtensionIsAnnounced() {
    Answer schema = client.get("/Schemas/" + KATALON);

    assertThat(schema.status()).isEqualTo(200);
    assertThat(schema.body().get("attributes").findValuesAsText("name"))
        .containsExactly("licenses", "account_roles", "project_roles", "organizations");
    assertThat(texts(schema.body().at("/attributes/0/canonicalValues")))
        .containsExactly("AC-1234:KSE", "AC-1234:KAM", "OG-5678:KAM");
    assertThat(client.get("/ResourceTypes/User").body().toString()).contains(KATALON);
  }

  @Test
  void otherAccountsKnowNothingOfIt() {
    ScimClient other = TestServer.shared().accountWith(CATALOGUE, "activation=direct").client();

    Answer user = other.createUser("ada", EVERYTHING);

    assertThat(user.status()).isEqualTo(201);
    assertThat(user.body().toString()).doesNotContain("katalon").doesNotContain("AC-1234");
    assertThat(user.lacks("/" + USHER + "/licenses")).isTrue();
    String path = "/Users/" + user.id();
    Answer put = other.put(path, "{\"userName\": \"ada\", " + EVERYTHING + "}");
    assertThat(put.body()).isEqualTo(user.body());
    assertThat(other.get("/Schemas").body().toString()).doesNotContain("katalon");
    assertThat(other.get("/Schemas/" + KATALON).status()).isEqualTo(404);
    assertThat(other.get("/ResourceTypes").body().toString()).doesNotContain("katalon");
    assertThat(other.find("/Users", "schemas eq \"" + KATALON + "\"").text("/totalResults"))
        .isEqualTo("0");
    assertThat(
            other
                .createUser("eve", "\"" + USHER + "\": {\"licenses\": [\"AC-1234:KSE\"]}")
                .status())
        .isEqualTo(400);
  }

  private static String operation(String op, String attribute, String value) {
    return "{\"op\": \"%s\", \"path\": \"%s:%s\", \"value\": %s}"
        .formatted(op, KATALON, attribute, value);
  }

  private static String block(String... members) {
    return "\"" + KATALON + "\": {" + String.join(", ", members) + "}";
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText()));
    return all;
  }
}
