package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.PatchApplier;
import dev.usher.scim.patch.PatchReader;
import dev.usher.scim.patch.RandomPatches;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.query.RandomPeople;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read after a PATCH or a PUT, and after one that was refused. */
class PatchOverHttpTest {
  /** Attributes whose facts no other attribute tells as well, and that lead to no other status. */
  private static final List<String> OTHER_FORMS =
      List.of("roles", "entitlements", "licenses", "projectRoles", "organization", "active");

  private static final String TITLE = "{\"op\": \"add\", \"path\": \"title\", \"value\": \"x\"}";

  private final ScimClient client =
      TestServer.shared()
          .accountWith(
              """
              organizations:
                - {id: OG-1, displayName: One, default: true}
                - {id: OG-12, displayName: Twelve}
              projects:
                - {id: PJ-7, displayName: Seven, organization: OG-12}
                - {id: APOLLO, displayName: Apollo, organization: OG-1}
              accountRoles:
                - {id: ACCOUNT_ADMIN, displayName: Account admin, administrative: true}
                - {id: USER, displayName: User, default: true}
                - {id: AUDITOR, displayName: Auditor}
              projectRoles:
                - {id: TESTER, displayName: Tester, default: true}
                - {id: TEST_LEAD, displayName: Test lead}
              licenses:
                - {id: KSE, displayName: Studio, pools: [{organization: OG-12}]}
                - {id: TO_FULL, displayName: TestOps, pools: [{organization: OG-12}]}
                - {id: NONE_LEFT, displayName: Sold out, seats: 0}
              """,
              "activation=direct")
          .client();

  /** An administrator who stays, so that others who are one by chance can go again. */
  PatchOverHttpTest() {
    Answer created =
        client.post(
            "/Users", "{\"userName\": \"root\", \"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]}");
    assertThat(created.status()).isEqualTo(201);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void whatIsReadAfterAPatchIsWhatTheModelSays(
      @ForAll("users") ObjectNode user, @ForAll("bodies") JsonNode body) {
    Answer created = client.post("/Users", user.toString());
    assertThat(created.status()).as("%s for %s", created.body(), user).isEqualTo(201);
    String path = "/Users/" + created.id();
    try {
      ObjectNode before = (ObjectNode) client.get(path).body();
      assertThat(before).isEqualTo(created.body());

      Answer answer = client.patch(path, body.toString());

      ObjectNode after = (ObjectNode) client.get(path).body();
      ObjectNode expected;
      try {
        expected = patched(before, body);
      } catch (ScimException refused) {
        assertThat(answer.status()).as("%s for %s", answer.body(), body).isEqualTo(400);
        assertThat(refused.scimType()).contains(answer.text("/scimType"));
        assertThat(after).isEqualTo(before);
        return;
      }
      assertThat(answer.status()).as("%s for %s", answer.body(), body).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(after);
      assertThat(content(after)).as("%s of %s", body, before).isEqualTo(content(expected));
      boolean changed = !content(after).equals(content(before));
      assertThat(!after.get("meta").equals(before.get("meta"))).isEqualTo(changed);
      assertPutBackChangesNothing(path, after);
    } finally {
      assertThat(client.delete(path).status()).isEqualTo(204);
    }
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void puttingBackAnyUserChangesNothing(@ForAll long seed) {
    ObjectNode user = new RandomPeople(new Random(seed)).document(1);
    ((ObjectNode) user.get(USHER)).remove("accountRole");
    Answer created = client.post("/Users", user.toString());
    assertThat(created.status()).as("%s for %s", created.body(), user).isEqualTo(201);
    String path = "/Users/" + created.id();

    assertPutBackChangesNothing(path, client.get(path).body());
    client.patchOps(path, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}");
    assertPutBackChangesNothing(path, client.get(path).body());
    client.patchOps(path, "{\"op\": \"replace\", \"path\": \"active\", \"value\": true}");
    assertPutBackChangesNothing(path, client.get(path).body());

    ObjectNode read = (ObjectNode) client.get(path).body();
    for (var member : read.properties()) {
      if (!List.of("id", "meta", "schemas").contains(member.getKey())) {
        Answer replaced =
            client.patchOps(
                path,
                "{\"op\": \"replace\", \"path\": %s, \"value\": %s}"
                    .formatted(ScimClient.quote(member.getKey()), member.getValue()));
        assertThat(replaced.body()).as(member.getKey()).isEqualTo(read);
      }
    }
    Answer deleted = client.delete(path);
    assertThat(deleted.status()).as("%s of %s", deleted.body(), read).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'replace', 'path': 'userName', 'value': ''}",
        "{'op': 'remove', 'path': 'userName'}",
        "{'op': 'replace', 'path': 'userName', 'value': 'taken'}",
        "{'op': 'replace', 'path': 'meta.created', 'value': 'x'}",
        "{'op': 'replace', 'path': 'id', 'value': 'x'}",
        "{'op': 'replace', 'path': 'USHER:status', 'value': 'Active'}",
        "{'op': 'remove'}",
        "{'op': 'move', 'path': 'title'}",
        "{'op': 'add', 'path': 'name', 'value': 'x'}",
        "{'op': 'add', 'path': 'emails', 'value': [[]]}",
        "{'op': 'add', 'path': 'emails[type eq', 'value': 'x'}",
        "{'op': 'replace', 'path': 'emails[type sw \\'q\\'].value', 'value': 'x'}",
        "{'op': 'add', 'path': 'active', 'value': 'perhaps'}",
        "{'op': 'add', 'path': 'USHER:licenses', 'value': 'NOTHING'}",
        "{'op': 'add', 'path': 'USHER:licenses', 'value': 'NONE_LEFT'}",
        "{'op': 'add', 'path': 'USHER:organization', 'value': 'NOTHING'}",
        "{'op': 'add', 'path': 'USHER:projectRoles', 'value': 'PJ-7:NOTHING'}",
        "{'op': 'add', 'path': 'USHER:employmentStartDate', 'value': '2026-02-30'}",
        "{'op': 'add', 'path': 'entitlements', 'value': [{'value': 'X', 'type': 'License'}]}",
      })
  void aRefusedPatchChangesNothingThatStoodBeforeTheRefusal(String operation) {
    client.createUser("taken");
    Answer created = client.createUser("ada", "\"emails\": [{\"value\": \"a\", \"type\": \"b\"}]");
    String path = "/Users/" + created.id();

    Answer refused =
        client.patchOps(path, TITLE, operation.replace('\'', '"').replace("USHER", USHER));

    assertThat(refused.status()).as(refused.body().toString()).isIn(400, 409);
    assertThat(refused.text("/scimType")).isNotEmpty();
    assertThat(client.get(path).body()).isEqualTo(created.body());
    assertThat(client.patchOps(path, TITLE).status()).isEqualTo(200);
  }

  @Provide
  Arbitrary<ObjectNode> users() {
    return RandomPatches.users()
        .map(
            user -> {
              ObjectNode plain = user.deepCopy();
              plain.remove(List.of("roles", USHER));
              return plain;
            });
  }

  @Provide
  Arbitrary<JsonNode> bodies() {
    return RandomPatches.bodies(
        RandomPatches.paths()
            .filter(
                path ->
                    OTHER_FORMS.stream()
                        .noneMatch(
                            each -> path.startsWith(each) || path.startsWith(USHER + ":" + each))));
  }

  private static ObjectNode patched(ObjectNode before, JsonNode body) {
    return Documents.strip(
        PatchApplier.apply(
            before, PatchReader.read(body, ResourceTypes.USER, false), ResourceTypes.USER, false));
  }

  /** Without what the server says about the resource. */
  private static ObjectNode content(ObjectNode user) {
    ObjectNode content = user.deepCopy();
    content.remove(List.of("meta", "schemas"));
    return content;
  }

  private void assertPutBackChangesNothing(String path, JsonNode read) {
    Answer put = client.put(path, read.toString());
    assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
    assertThat(put.body()).isEqualTo(read);
    assertThat(client.get(path).body()).isEqualTo(read);
  }
}
