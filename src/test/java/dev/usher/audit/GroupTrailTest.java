package dev.usher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the trail tells of groups, read over HTTP. */
class GroupTrailTest {
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: Headquarters, default: true}]
      accountRoles: [{id: USER, displayName: User, default: true}]
      projectRoles: [{id: TESTER, displayName: Tester}, {id: LEAD, displayName: Lead}]
      projects: [{id: PJ-1, displayName: One, organization: OG-1}]
      """;
  private static final String URN = "urn:ietf:params:scim:schemas:extension:usher:2.0:Group";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct");
  private final ScimClient client = account.client();

  @Test
  void aGroupsLifeIsInTheTrailFactByFact() throws JsonProcessingException {
    String ada = client.createUser("ada").id();
    String bob = client.createUser("bob").id();
    String id = create("Testers", "\"externalId\": \"x-1\", \"members\": " + values(ada));

    patch(
        id,
        replace("displayName", "\"Readers\""),
        replace(URN + ":projectRoles", "[\"PJ-1:TESTER\"]"),
        replace("members", values(bob)));
    client.delete("/Groups/" + id);

    assertThat(actions(id))
        .containsExactly(
            "group.created",
            "group.changed",
            "group.projectRolesChanged",
            "group.membersRemoved",
            "group.membersAdded",
            "group.deleted");
    JsonNode created = only("group.created");
    assertThat(created.at("/target/type").asText()).isEqualTo("Group");
    assertThat(created.at("/target/display").asText()).isEqualTo("Testers");
    assertThat(created.at("/actor/display").asText()).isEqualTo("tests");
    assertThat(after(created).path("externalId").asText()).isEqualTo("x-1");
    assertThat(after(created).at("/members/values/0").asText()).isEqualTo(ada);
    JsonNode renamed = only("group.changed");
    assertThat(before(renamed).path("displayName").asText()).isEqualTo("Testers");
    assertThat(after(renamed).path("displayName").asText()).isEqualTo("Readers");
    assertThat(after(only("group.projectRolesChanged")).path(URN + ":projectRoles").toString())
        .isEqualTo("[\"PJ-1:TESTER\"]");
    assertThat(before(only("group.membersRemoved")).path("members").toString())
        .contains("\"count\":1", ada);
    assertThat(after(only("group.membersAdded")).path("members").toString())
        .contains("\"count\":1", bob);
    assertThat(only("group.membersAdded").path("transactionId"))
        .isEqualTo(renamed.path("transactionId"));
    assertThat(before(only("group.deleted")).path("members").toString())
        .contains("\"count\":1", bob);
  }

  @Test
  void onlyThoseWhoReallyCameOrWentAreTold() throws JsonProcessingException {
    String ada = client.createUser("ada").id();
    String bob = client.createUser("bob").id();
    String eve = client.createUser("eve").id();
    String inner = create("Inner", "\"members\": []");
    String id = create("Outer", "\"members\": " + values(ada));

    patch(id, add(ada, bob, inner));
    patch(id, removeFrom("members[value eq \\\"" + eve + "\\\" or value eq \\\"" + bob + "\\\"]"));

    assertThat(texts(after(only("group.membersAdded")).at("/members/values")))
        .containsExactlyInAnyOrder(bob, inner);
    assertThat(texts(before(only("group.membersRemoved")).at("/members/values")))
        .containsExactly(bob);
  }

  @Test
  void whatChangesNothingIsNotInTheTrail() {
    String ada = client.createUser("ada").id();
    String eve = client.createUser("eve").id();
    String id = create("Testers", "\"members\": " + values(ada));
    long before = events();

    patch(id, add(ada));
    patch(id, replace("displayName", "\"Testers\""));
    patch(id, replace("members", values(ada)));
    patch(id, removeFrom("members[value eq \\\"" + eve + "\\\"]"));
    client.put("/Groups/" + id, client.get("/Groups/" + id).body().toString());

    assertThat(events()).isEqualTo(before);
  }

  @Test
  void ofManyMembersTheCountAndTheFirstAreTold() throws JsonProcessingException {
    String[] users =
        IntStream.range(0, 30)
            .mapToObj(i -> client.createUser("user" + i).id())
            .toArray(String[]::new);
    String id = create("Everybody", "\"members\": []");

    patch(id, add(users));
    patch(id, removeFrom("members"));

    for (JsonNode members :
        List.of(
            after(only("group.membersAdded")).path("members"),
            before(only("group.membersRemoved")).path("members"))) {
      assertThat(members.path("count").asInt()).isEqualTo(30);
      assertThat(texts(members.path("first")))
          .hasSize(20)
          .doesNotHaveDuplicates()
          .isSubsetOf(users);
    }
  }

  @Test
  void refusalsAreInTheTrailWithoutTheChangesThatWereRolledBack() {
    String ada = client.createUser("ada").id();
    String id = create("Testers", "\"members\": []");
    create("Taken", "\"members\": []");
    String unknown = "00000000-0000-7000-8000-000000000000";
    long before = events();

    assertThat(client.post("/Groups", "{\"displayName\": \"Taken\"}").status()).isEqualTo(409);
    assertThat(
            client
                .patchOps("/Groups/" + id, add(ada), replace("displayName", "\"Taken\""))
                .status())
        .isEqualTo(409);
    assertThat(client.patchOps("/Groups/" + id, add(ada), add(unknown)).status()).isEqualTo(400);

    JsonNode refused =
        client.find("/AuditEvents", "outcome eq \"refused\"").body().path("Resources");
    assertThat(events()).isEqualTo(before + 3);
    assertThat(refused.findValuesAsText("action"))
        .containsExactly("group.created", "group.changed", "group.changed");
    assertThat(refused.at("/0/target/display").asText()).isEqualTo("Taken");
    assertThat(refused.at("/1/reason").asText()).contains("Taken");
    assertThat(refused.at("/2/target/value").asText()).isEqualTo(id);
    assertThat(refused.at("/2/reason").asText()).contains(unknown);
  }

  private String create(String displayName, String members) {
    return client
        .post("/Groups", "{\"displayName\": \"%s\", %s}".formatted(displayName, members))
        .id();
  }

  private void patch(String id, String... operations) {
    assertThat(client.patchOps("/Groups/" + id, operations).status()).isIn(200, 204);
  }

  private static String replace(String path, String value) {
    return "{\"op\": \"replace\", \"path\": \"%s\", \"value\": %s}".formatted(path, value);
  }

  private static String add(String... members) {
    return "{\"op\": \"add\", \"path\": \"members\", \"value\": %s}".formatted(values(members));
  }

  private static String removeFrom(String path) {
    return "{\"op\": \"remove\", \"path\": \"%s\"}".formatted(path);
  }

  private static String values(String... ids) {
    return Arrays.stream(ids)
        .map("{\"value\": \"%s\"}"::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private List<String> actions(String target) {
    return client
        .find("/AuditEvents", "target.value eq \"" + target + "\"")
        .body()
        .path("Resources")
        .findValuesAsText("action");
  }

  private JsonNode only(String action) {
    JsonNode found =
        client.find("/AuditEvents", "action eq \"" + action + "\"").body().path("Resources");
    return found.get(found.size() - 1);
  }

  private static JsonNode before(JsonNode event) throws JsonProcessingException {
    return MAPPER.readTree(event.path("before").asText());
  }

  private static JsonNode after(JsonNode event) throws JsonProcessingException {
    return MAPPER.readTree(event.path("after").asText());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private long events() {
    return account.number("SELECT COUNT(*) FROM audit_event WHERE account_id = ?");
  }
}
