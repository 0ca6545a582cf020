package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a PATCH that names nobody does to a group, and in which case ids may be written. */
class MemberPatchRulesTest {
  private final ScimClient client = TestServer.shared().account("activation=direct").client();
  private final GroupClient groups = new GroupClient(client);
  private final String ada = client.createUser("ada").id();
  private final String bob = client.createUser("bob").id();
  private final String team = groups.create("team", GroupClient.withMembers(ada)).id();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"remove\", \"path\": \"members\", \"value\": \"\"}",
        "{\"op\": \"remove\", \"path\": \"members\", \"value\": null}",
        "{\"op\": \"remove\", \"path\": \"members\", \"value\": []}",
        "{\"op\": \"remove\", \"path\": \"members\", \"value\": {}}",
        "{\"op\": \"remove\", \"path\": \"members\", \"value\": [{\"value\": \"\"}]}"
      })
  void removingNothingRemovesNobody(String operation) {
    Answer answer = client.patchOps("/Groups/" + team, operation);

    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(groups.members(team)).containsExactly(ada);
  }

  @Test
  void aRemoveWithoutValueStillEmptiesTheGroup() {
    client.patchOps("/Groups/" + team, "{\"op\": \"remove\", \"path\": \"members\"}");
    assertThat(groups.members(team)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"remove\", \"path\": \"emails\", \"value\": \"\"}",
        "{\"op\": \"remove\", \"path\": \"emails\", \"value\": null}",
        "{\"op\": \"remove\", \"path\": \"roles\", \"value\": null}",
        "{\"op\": \"remove\", \"path\": \"urn:ietf:params:scim:schemas:extension:usher:2.0:User:projectRoles\", \"value\": \"\"}"
      })
  void removingNothingFromAPersonRemovesNothing(String operation) {
    Answer user =
        client.createUser(
            "cleo",
            "\"emails\": [{\"value\": \"c@x.y\"}]",
            "\"roles\": [{\"value\": \"USER\"}]",
            "\"urn:ietf:params:scim:schemas:extension:usher:2.0:User\": {\"projectRoles\": [\"ALL:TESTER\"]}");

    assertThat(client.patchOps("/Users/" + user.id(), operation).body()).isEqualTo(user.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "{}",
        "[{}]",
        "[{\"display\": \"Ada\"}]",
        "{\"value\": null}",
        "[{\"value\": \"\"}]",
        "[null]"
      })
  void addingMembersWithoutAnIdIsRefused(String value) {
    for (String operation :
        new String[] {
          "{\"op\": \"add\", \"path\": \"members\", \"value\": %s}",
          "{\"op\": \"add\", \"value\": {\"members\": %s}}"
        }) {
      Answer answer = client.patchOps("/Groups/" + team, operation.formatted(value));
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
      assertThat(answer.text("/scimType")).isEqualTo("invalidValue");
    }
  }

  @Test
  void addingAnEmptyListChangesNothing() {
    String version = client.get("/Groups/" + team).header("ETag");
    Answer answer =
        client.patchOps(
            "/Groups/" + team, "{\"op\": \"add\", \"path\": \"members\", \"value\": []}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo(version);
  }

  @Test
  void replacingMembersByNobodyUsableIsRefusedAndNotReadAsEmptying() {
    String wrong = "[{\"display\": \"Ada\"}, {\"$ref\": \"x\"}]";
    Answer patched =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"replace\", \"path\": \"members\", \"value\": %s}".formatted(wrong));
    Answer put =
        client.put(
            "/Groups/" + team, "{\"displayName\": \"team\", \"members\": %s}".formatted(wrong));
    Answer post =
        client.post("/Groups", "{\"displayName\": \"new\", \"members\": %s}".formatted(wrong));

    for (Answer refused : new Answer[] {patched, put, post}) {
      assertThat(refused.status()).as("%s", refused.body()).isEqualTo(400);
      assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
    }
    assertThat(groups.members(team)).containsExactly(ada);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"replace\", \"path\": \"members[value eq \\\"%s\\\"]\", \"value\": {\"value\": \"%1$s\"}}",
        "{\"op\": \"replace\", \"path\": \"members[value eq \\\"%s\\\"].value\", \"value\": \"%1$s\"}",
        "{\"op\": \"add\", \"path\": \"members[value eq \\\"%s\\\"]\", \"value\": {\"value\": \"%1$s\"}}"
      })
  void aMemberThatIsNotThereIsNoTargetAndOneThatIsThereStaysAsItIs(String operation) {
    Answer none = client.patchOps("/Groups/" + team, operation.formatted(bob));
    assertThat(none.status()).as("%s", none.body()).isEqualTo(400);
    assertThat(none.text("/scimType")).isEqualTo("noTarget");

    Answer there = client.patchOps("/Groups/" + team, operation.formatted(ada));
    assertThat(there.status()).isEqualTo(400);
    assertThat(there.text("/scimType")).isEqualTo("mutability");
    assertThat(groups.members(team)).containsExactly(ada);
  }

  @Test
  void idsAreFoundInAnyCase() {
    String upper = ada.toUpperCase(Locale.ROOT);

    assertThat(client.get("/Users/" + upper).id()).isEqualTo(ada);
    for (String filter :
        new String[] {
          "id eq \"%s\"", "id eq \"%s\" and userName eq \"ada\"", "not (id ne \"%s\")"
        }) {
      assertThat(client.find("/Users", filter.formatted(upper)).text("/Resources/0/id"))
          .as(filter)
          .isEqualTo(ada);
    }
    assertThat(
            client
                .find("/Users", "id eq \"%s\"".formatted(upper.toLowerCase(Locale.ROOT)))
                .text("/totalResults"))
        .isEqualTo("1");
    for (String filter :
        new String[] {"members eq \"%s\"", "members[value eq \"%s\"]", "members.value eq \"%s\""}) {
      assertThat(client.find("/Groups", filter.formatted(upper)).text("/totalResults"))
          .as(filter)
          .isEqualTo("1");
    }
    assertThat(
            client
                .find("/Groups", "id eq \"%s\"".formatted(team.toUpperCase(Locale.ROOT)))
                .text("/totalResults"))
        .isEqualTo("1");
    assertThat(
            client
                .find("/Users", "groups.value eq \"%s\"".formatted(team.toUpperCase(Locale.ROOT)))
                .text("/totalResults"))
        .isEqualTo("1");
    groups.remove(team, upper);
    assertThat(groups.members(team)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]}",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"], \"Operations\": null}"
      })
  void aPatchWithoutOperationsChangesNothing(String body) {
    Answer before = client.get("/Users/" + ada);
    Answer patched = client.patch("/Users/" + ada, body);
    assertThat(patched.status()).as("%s", patched.body()).isEqualTo(200);
    assertThat(patched.body()).isEqualTo(before.body());
    assertThat(client.patch("/Groups/" + team, body).status()).isEqualTo(200);
  }
}
