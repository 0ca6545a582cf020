package dev.usher.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.List;
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

  private static String extension(String member) {
    return "\"" + ScimClient.USHER + "\": {" + member + "}";
  }
}
