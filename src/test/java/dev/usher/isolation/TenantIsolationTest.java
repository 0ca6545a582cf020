package dev.usher.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Scope;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Another account's ids open nothing. */
class TenantIsolationTest {
  private final ScimClient ours = TestServer.shared().account("activation=direct").client();
  private final ScimClient theirs = TestServer.shared().account("activation=direct").client();

  @Test
  void anotherAccountsUserIsNotThereOnAnyPath() {
    Answer user =
        theirs.createUser(
            "secret@example.org",
            "\"externalId\": \"x-1\"",
            "\"displayName\": \"Secret\"",
            "\"emails\": [{\"value\": \"secret@example.org\", \"type\": \"work\"}]");
    String path = "/Users/" + user.id();

    assertThat(ours.get(path).status()).isEqualTo(404);
    assertThat(ours.put(path, user.body().toString()).status()).isEqualTo(404);
    assertThat(
            ours.patchOps(path, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}")
                .status())
        .isEqualTo(404);
    assertThat(ours.delete(path).status()).isEqualTo(404);
    for (String filter :
        List.of(
            "id eq \"" + user.id() + "\"",
            "userName eq \"secret@example.org\"",
            "externalId eq \"x-1\"",
            "emails.value eq \"secret@example.org\"",
            "emails[type eq \"work\"].value eq \"secret@example.org\"",
            "displayName co \"ecre\"",
            "not (userName eq \"nobody\")",
            "entitlements pr or roles pr or userName pr",
            "accountRole eq \"USER\"")) {
      assertThat(ours.find("/Users", filter).text("/totalResults")).as(filter).isEqualTo("0");
    }
    assertThat(ours.get("/Users").text("/totalResults")).isEqualTo("0");
    assertThat(theirs.get(path).body()).isEqualTo(user.body());
  }

  @Test
  void namesAreTakenInOneAccountOnly() {
    assertThat(theirs.createUser("twin@example.org").status()).isEqualTo(201);
    assertThat(ours.createUser("twin@example.org").status()).isEqualTo(201);
  }

  @Test
  void anotherAccountsCatalogueIsUnknown() {
    ScimClient other =
        TestServer.shared()
            .accountWith(
                """
                organizations: [{id: OURS, displayName: Ours, default: true}]
                projects: [{id: MARS, displayName: Mars, organization: OURS}]
                accountRoles: [{id: CAPTAIN, displayName: Captain}]
                projectRoles: [{id: PILOT, displayName: Pilot}]
                licenses: [{id: FUEL, displayName: Fuel}]
                """,
                "activation=direct")
            .client();
    assertThat(other.createUser("a", extension("\"licenses\": [\"FUEL\"]")).status())
        .isEqualTo(201);
    for (String member :
        List.of(
            "\"organization\": \"OURS\"",
            "\"accountRole\": \"CAPTAIN\"",
            "\"licenses\": [\"FUEL\"]",
            "\"projectRoles\": [\"MARS:PILOT\"]",
            "\"projectRoles\": [\"ALL:PILOT\"]")) {
      assertThat(ours.createUser("b", extension(member)).status()).as(member).isEqualTo(400);
    }
    assertThat(ours.get("/Schemas").body().toString()).doesNotContain("OURS", "CAPTAIN", "FUEL");
  }

  @Test
  void noEndpointShowsAnythingOfAnotherAccountsCatalogue() {
    ScimClient other =
        TestServer.shared()
            .accountWith(
                """
                organizations: [{id: OURS-ORG, displayName: Ours, default: true}]
                projects: [{id: OURS-PRO, displayName: Mars, organization: OURS-ORG}]
                accountRoles: [{id: OURS-ROL, displayName: Captain}]
                projectRoles: [{id: OURS-PRR, displayName: Pilot}]
                licenses: [{id: OURS-LIC, displayName: Fuel, pools: [{organization: OURS-ORG}]}]
                """)
            .client();
    for (ResourceType type : ResourceTypes.CATALOGUE) {
      JsonNode theirOwn = other.get(type.endpoint()).body().get("Resources");
      assertThat(theirOwn).as(type.name()).isNotEmpty();
      for (JsonNode resource : theirOwn) {
        String id = resource.get("id").textValue();
        String path = type.endpoint() + "/" + id;
        assertThat(other.get(path).status()).as(path).isEqualTo(200);
        assertThat(ours.get(path).status()).as(path).isEqualTo(404);
        assertThat(
                ours.find(type.endpoint(), "id eq \"" + id + "\" or displayName co \"Captain\"")
                    .text("/totalResults"))
            .as(path)
            .isEqualTo("0");
      }
    }
    Stream.concat(
            ResourceTypes.CATALOGUE.stream().map(ResourceType::endpoint),
            Stream.of("/Users", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig"))
        .forEach(
            endpoint -> {
              assertThat(ours.get(endpoint).body().toString()).doesNotContain("OURS-");
              assertThat(ours.get(endpoint).status()).as(endpoint).isEqualTo(200);
            });
    for (ResourceType type : ResourceTypes.CATALOGUE) {
      Answer found =
          ours.post(type.endpoint() + "/.search", "{\"filter\": \"id co \\\"OURS-\\\"\"}");
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.text("/totalResults")).as(type.name()).isEqualTo("0");
    }
  }

  @Test
  void aTokenThatMayReadCannotWriteAnywhere() {
    TestAccount account = TestServer.shared().account("activation=direct");
    Answer user = account.client().createUser("ada");
    ScimClient reader = TestServer.shared().clientWith(account, EnumSet.of(Scope.SCIM_READ));
    String path = "/Users/" + user.id();

    for (String readable :
        List.of(path, "/Users", "/Organizations", "/Schemas", "/ResourceTypes")) {
      assertThat(reader.get(readable).status()).as(readable).isEqualTo(200);
    }
    assertThat(reader.post("/Users/.search", "{}").status()).isEqualTo(200);
    for (Answer refused :
        List.of(
            reader.createUser("grace"),
            reader.put(path, user.body().toString()),
            reader.patchOps(path, "{\"op\": \"remove\", \"path\": \"title\"}"),
            reader.delete(path),
            reader.post("/Organizations", "{}"),
            reader.delete("/Roles/USER"))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("/status")).isEqualTo("403");
    }
    assertThat(account.client().get("/Users").body().get("Resources")).containsExactly(user.body());
  }

  @Test
  void aTokenWithoutAScimScopeReadsNothing() {
    TestAccount account = TestServer.shared().account("activation=direct");
    String path = "/Users/" + account.client().createUser("ada").id();
    ScimClient admin =
        TestServer.shared().clientWith(account, EnumSet.of(Scope.ADMIN, Scope.INVITATIONS));

    for (String each : List.of(path, "/Users", "/Organizations", "/Schemas", "/ResourceTypes")) {
      assertThat(admin.get(each).status()).as(each).isEqualTo(403);
    }
    assertThat(admin.post("/Users/.search", "{}").status()).isEqualTo(403);
    assertThat(admin.delete(path).status()).isEqualTo(403);
  }

  private static String extension(String member) {
    return "\"" + ScimClient.USHER + "\": {" + member + "}";
  }
}
