package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;

class GroupLifeCycleTest {
  private static final String EXTENSION = "urn:ietf:params:scim:schemas:extension:usher:2.0:Group";
  private static final String GRANTS = "/" + EXTENSION + "/projectRoles";

  private final ScimClient client =
      TestServer.shared().accountWith(Catalogues.WITH_PROJECTS, "activation=direct").client();
  private final GroupClient groups = new GroupClient(client);

  @Test
  void aNewGroupIsAnsweredWithItsLocationAndVersion() {
    Answer created = groups.create("Engineering", "\"externalId\": \"e-1\"");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("/meta/location")).isEqualTo(created.header("Location"));
    assertThat(created.header("Location")).isEqualTo(client.base() + "/Groups/" + created.id());
    assertThat(created.header("ETag")).isEqualTo(created.text("/meta/version")).isNotEmpty();
    assertThat(created.text("/meta/created")).isEqualTo(created.text("/meta/lastModified"));
    assertThat(created.text("/meta/resourceType")).isEqualTo("Group");
    assertThat(created.text("/externalId")).isEqualTo("e-1");
    assertThat(created.lacks("/members")).isTrue();
    assertThat(created.body().at("/schemas").size()).isEqualTo(1);
    assertThat(client.get("/Groups/" + created.id()).body()).isEqualTo(created.body());
  }

  @Test
  void theNameIsRequiredAndUniqueWithoutCaseButWithAccents() {
    String cafe = groups.create("Cafe").id();

    assertThat(client.post("/Groups", "{\"externalId\": \"x\"}").text("/scimType"))
        .isEqualTo("invalidValue");
    Answer taken = groups.create("CAFE");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.text("/scimType")).isEqualTo("uniqueness");
    String accented = groups.create("Café").id();
    assertThat(accented).isNotEmpty();

    Answer renamed = groups.rename(cafe, "CAFÉ");
    assertThat(renamed.status()).isEqualTo(409);
    assertThat(renamed.text("/scimType")).isEqualTo("uniqueness");
    assertThat(groups.rename(cafe, "CAFE").text("/displayName")).isEqualTo("CAFE");
    assertThat(
            client
                .patchOps("/Groups/" + cafe, "{\"op\": \"remove\", \"path\": \"displayName\"}")
                .text("/scimType"))
        .isEqualTo("mutability");
  }

  @Test
  void putReplacesWhatItNamesAndClearsMembersItDoesNot() {
    String ada = client.createUser("ada").id();
    String id =
        groups
            .create(
                "Old",
                "\"externalId\": \"e-1\"",
                "\"members\": [{\"value\": \"%s\"}]".formatted(ada),
                "\"%s\": {\"projectRoles\": [\"PJ-7:TESTER\"]}".formatted(EXTENSION))
            .id();

    Answer kept = client.put("/Groups/" + id, "{\"displayName\": \"New\"}");

    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.text("/displayName")).isEqualTo("New");
    assertThat(kept.text("/externalId")).isEqualTo("e-1");
    assertThat(kept.text(GRANTS + "/0")).isEqualTo("PJ-7:TESTER");
    assertThat(kept.lacks("/members")).isTrue();

    Answer cleared =
        client.put(
            "/Groups/" + id,
            """
            {"displayName": "New", "externalId": null, "members": [{"value": "%s"}],
             "%s": {"projectRoles": []}}"""
                .formatted(ada, EXTENSION));
    assertThat(cleared.lacks("/externalId")).isTrue();
    assertThat(cleared.lacks("/" + EXTENSION)).isTrue();
    assertThat(cleared.body().at("/schemas").size()).isEqualTo(1);
    assertThat(cleared.text("/members/0/value")).isEqualTo(ada);
  }

  @Test
  void puttingBackWhatWasReadChangesNothing() {
    String id =
        groups
            .create(
                "Readers",
                "\"members\": [{\"value\": \"%s\"}]".formatted(client.createUser("ada").id()),
                "\"%s\": {\"projectRoles\": [\"ALL:TESTER\"]}".formatted(EXTENSION))
            .id();
    Answer read = client.get("/Groups/" + id);

    Answer put = client.put("/Groups/" + id, read.body().toString());

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.body()).isEqualTo(read.body());
  }

  @Test
  void aConditionThatDoesNotHoldIsRefusedBeforeAnythingChanges() {
    Answer created = groups.create("Guarded");
    String path = "/Groups/" + created.id();
    String first = created.header("ETag");
    Answer renamed = groups.rename(created.id(), "Guarded 2");

    assertThat(renamed.header("ETag")).isNotEqualTo(first);
    assertThat(client.delete(path, "If-Match", first).status()).isEqualTo(412);
    assertThat(client.put(path, "{\"displayName\": \"X\"}", "If-Match", first).status())
        .isEqualTo(412);
    assertThat(client.get(path, "If-None-Match", first).status()).isEqualTo(200);
    Answer same = client.get(path, "If-None-Match", renamed.header("ETag"));
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo(renamed.header("ETag"));
    assertThat(client.delete(path, "If-Match", renamed.header("ETag")).status()).isEqualTo(204);
  }

  @Test
  void aDeletedGroupIsGoneFromEverywhereAndItsMembersStay() {
    String ada = client.createUser("ada").id();
    String child = groups.create("Child", GroupClient.withMembers(ada)).id();
    String parent = groups.create("Parent", GroupClient.withMembers(child)).id();
    String parentVersion = client.get("/Groups/" + parent).header("ETag");

    assertThat(client.delete("/Groups/" + child).status()).isEqualTo(204);

    assertThat(client.get("/Groups/" + child).status()).isEqualTo(404);
    assertThat(client.delete("/Groups/" + child).status()).isEqualTo(404);
    assertThat(client.patchOps("/Groups/" + child).status()).isEqualTo(404);
    assertThat(client.get("/Users/" + ada).lacks("/groups")).isTrue();
    Answer left = client.get("/Groups/" + parent);
    assertThat(left.lacks("/members")).isTrue();
    assertThat(left.header("ETag")).isNotEqualTo(parentVersion);
    assertThat(groups.create("Child").status()).isEqualTo(201);
  }

  @Test
  void grantsAreResolvedAgainstTheCatalogue() {
    String id = groups.create("Testers").id();
    String path = "/Groups/" + id;

    Answer granted =
        client.patchOps(
            path,
            """
            {"op": "add", "path": "%s:projectRoles", "value": ["pj-7:test_lead", "PJ-7"]}"""
                .formatted(EXTENSION));
    assertThat(granted.text(GRANTS + "/0")).isEqualTo("PJ-7:TESTER");
    assertThat(granted.text(GRANTS + "/1")).isEqualTo("PJ-7:TEST_LEAD");
    assertThat(granted.body().at("/schemas").toString()).contains(EXTENSION);

    Answer unknown =
        client.patchOps(
            path,
            """
            {"op": "add", "path": "%s:projectRoles", "value": ["PJ-8:TESTER"]}"""
                .formatted(EXTENSION));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("/scimType")).isEqualTo("invalidValue");
    assertThat(unknown.text("/detail")).contains("PJ-8:TESTER");
    assertThat(client.get(path).body()).isEqualTo(granted.body());
  }

  @Test
  void anIdThatIsNoneNamesNothing() {
    assertThat(client.get("/Groups/x").status()).isEqualTo(404);
    assertThat(client.get("/Groups/" + client.createUser("ada").id()).status()).isEqualTo(404);
  }
}
