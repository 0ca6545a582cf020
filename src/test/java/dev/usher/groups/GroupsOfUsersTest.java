package dev.usher.groups;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsOfUsersTest {
  private static final String EXTENSION = "urn:ietf:params:scim:schemas:extension:usher:2.0:Group";
  private static final String EFFECTIVE = USHER + ":effectiveProjectRoles";

  private final ScimClient client =
      TestServer.shared().accountWith(Catalogues.WITH_PROJECTS, "activation=direct").client();
  private final GroupClient groups = new GroupClient(client);
  private final String ada = client.createUser("ada", direct("PJ-9:TESTER")).id();
  private final String bob = client.createUser("bob").id();
  private final String eve = client.createUser("eve").id();
  private final String inner =
      groups.create("Inner", GroupClient.withMembers(ada), grants("PJ-7:TESTER")).id();
  private final String middle =
      groups.create("Middle", GroupClient.withMembers(inner, bob), grants("PJ-7:TEST_LEAD")).id();
  private final String outer =
      groups.create("Outer", GroupClient.withMembers(middle), grants("ALL:TEST_LEAD")).id();

  @Test
  void aUserShowsItsGroupsDirectAndThroughOthers() {
    Answer user = client.get("/Users/" + ada);

    assertThat(user.body().at("/groups").toString())
        .isEqualTo(
            """
            [{"value":"%2$s","$ref":"%1$s/Groups/%2$s","display":"Inner","type":"direct"},\
            {"value":"%3$s","$ref":"%1$s/Groups/%3$s","display":"Middle","type":"indirect"},\
            {"value":"%4$s","$ref":"%1$s/Groups/%4$s","display":"Outer","type":"indirect"}]"""
                .formatted(client.base(), inner, middle, outer));
    assertThat(client.get("/Users/" + eve).lacks("/groups")).isTrue();
    Answer list = client.get("/Users");
    assertThat(GroupClient.values(list, "/Resources/0/groups"))
        .containsExactly(inner, middle, outer);
    assertThat(GroupClient.values(list, "/Resources/1/groups")).containsExactly(middle, outer);
    assertThat(list.lacks("/Resources/2/groups")).isTrue();
    assertThat(client.get("/Users?excludedAttributes=groups").lacks("/Resources/0/groups"))
        .isTrue();
  }

  @Test
  void joiningAGroupLeavesTheVersionOfTheUser() {
    Answer before = client.get("/Users/" + eve);

    groups.add(inner, eve);

    Answer after = client.get("/Users/" + eve);
    assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
    assertThat(GroupClient.values(after, "/groups")).containsExactly(inner, middle, outer);
    assertThat(client.put("/Users/" + eve, after.body().toString()).body()).isEqualTo(after.body());
  }

  @Test
  void groupsOfUsersCanBeAskedFor() {
    groups.add(outer, eve, ada); // ada is in it directly now, and through others
    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("groups.value eq \"%s\"".formatted(inner), List.of(ada)),
            Map.entry("groups eq \"%s\"".formatted(middle), List.of(ada, bob)),
            Map.entry("groups.value eq \"%s\"".formatted(outer), List.of(ada, bob, eve)),
            Map.entry(
                "groups[value eq \"%s\" and type eq \"direct\"]".formatted(outer),
                List.of(ada, eve)),
            Map.entry(
                "groups[value eq \"%s\" and type eq \"indirect\"]".formatted(outer), List.of(bob)),
            Map.entry(
                "groups[value eq \"%s\" and type eq \"direct\"]".formatted(middle), List.of(bob)),
            Map.entry("groups.display eq \"inner\"", List.of(ada)),
            Map.entry(
                "groups.$ref eq \"%s/Groups/%s\"".formatted(client.base(), inner), List.of(ada)),
            Map.entry("groups.value ne \"%s\"".formatted(middle), List.of(eve)),
            Map.entry("groups pr", List.of(ada, bob, eve)));
    expected.forEach((filter, ids) -> assertFinds(filter, ids));

    assertThat(
            client
                .find("/Users", "groups[value eq \"%s\" and type eq \"direct\"]".formatted(outer))
                .text("/totalResults"))
        .isEqualTo("2");
  }

  @Test
  void aMemberHasWhatItsGroupsGrantAndWhatItHasItself() {
    assertThat(effective(ada))
        .containsExactly("ALL:TEST_LEAD", "PJ-7:TESTER", "PJ-7:TEST_LEAD", "PJ-9:TESTER");
    assertThat(effective(bob)).containsExactly("ALL:TEST_LEAD", "PJ-7:TEST_LEAD");
    assertThat(effective(eve)).isEmpty();
    Answer user = client.get("/Users/" + ada);
    assertThat(user.body().path(USHER).path("projectRoles")).hasSize(1);
  }

  @Test
  void leavingAGroupTakesOnlyWhatThatGroupGranted() {
    client.patchOps(
        "/Users/" + ada,
        """
        {"op": "add", "path": "%s:projectRoles", "value": ["PJ-7:TESTER"]}"""
            .formatted(USHER));

    groups.remove(inner, ada);

    assertThat(effective(ada)).containsExactly("PJ-7:TESTER", "PJ-9:TESTER");
  }

  @Test
  void onlyActivePeopleHaveEffectiveRoles() {
    client.patchOps(
        "/Users/" + ada, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}");

    assertThat(effective(ada)).isEmpty();
    assertThat(client.get("/Users/" + ada).body().path("groups")).hasSize(3);
    assertFinds(EFFECTIVE + " eq \"PJ-7:TEST_LEAD\"", List.of(bob));
    assertThat(groups.members(inner)).containsExactly(ada);

    client.patchOps(
        "/Users/" + ada, "{\"op\": \"replace\", \"path\": \"active\", \"value\": true}");
    assertThat(effective(ada)).hasSize(4);
  }

  @Test
  void whoHasARoleOnAProjectCanBeAskedWhateverGrantsIt() {
    assertFinds(EFFECTIVE + " eq \"PJ-7:TEST_LEAD\"", List.of(ada, bob));
    assertFinds(EFFECTIVE + " eq \"pj-7:test_lead\"", List.of(ada, bob));
    assertFinds(EFFECTIVE + " eq \"PJ-9:TEST_LEAD\"", List.of(ada, bob)); // through ALL
    assertFinds(EFFECTIVE + " eq \"PJ-7:TESTER\"", List.of(ada));
    assertFinds(EFFECTIVE + " eq \"PJ-9:TESTER\"", List.of(ada));
    assertFinds(EFFECTIVE + " eq \"ALL:TESTER\"", List.of());
    assertFinds(EFFECTIVE + " pr", List.of(ada, bob));
    assertFinds("not (" + EFFECTIVE + " eq \"PJ-7:TEST_LEAD\")", List.of(eve));
  }

  @Test
  void whatIsDerivedCannotBeWritten() {
    assertThat(
            client
                .patchOps(
                    "/Users/" + eve,
                    """
                    {"op": "add", "path": "%s", "value": ["PJ-7:TESTER"]}"""
                        .formatted(EFFECTIVE))
                .text("/scimType"))
        .isEqualTo("mutability");
    assertThat(
            client
                .patchOps(
                    "/Users/" + eve,
                    "{\"op\": \"add\", \"path\": \"groups\", \"value\": [{\"value\": \"%s\"}]}"
                        .formatted(inner))
                .text("/scimType"))
        .isEqualTo("mutability");
  }

  private void assertFinds(String filter, List<String> ids) {
    Answer answer = client.find("/Users", filter);
    assertThat(answer.status()).as("%s: %s", filter, answer.body()).isEqualTo(200);
    assertThat(answer.body().path("Resources").findValuesAsText("id"))
        .as(filter)
        .containsExactlyElementsOf(ids);
  }

  private List<String> effective(String user) {
    List<String> grants = new ArrayList<>();
    client
        .get("/Users/" + user)
        .body()
        .path(USHER)
        .path("effectiveProjectRoles")
        .forEach(each -> grants.add(each.asText()));
    return grants;
  }

  private static String direct(String grant) {
    return "\"%s\": {\"projectRoles\": [\"%s\"]}".formatted(USHER, grant);
  }

  private static String grants(String grant) {
    return "\"%s\": {\"projectRoles\": [\"%s\"]}".formatted(EXTENSION, grant);
  }
}
