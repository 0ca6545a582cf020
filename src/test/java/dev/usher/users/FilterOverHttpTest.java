package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.store.query.RandomPeople;
import dev.usher.store.query.RandomPredicates;
import dev.usher.testing.Answer;
import dev.usher.testing.FilterText;
import dev.usher.testing.ReferenceFilter;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Filters find what {@link ReferenceFilter} finds among the users as GET returns them. */
class FilterOverHttpTest {
  private static final int PEOPLE = 12;
  private static final int FILTERS = 40;

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void anyFilterFindsTheUsersThatTheReferenceFinds(@ForAll long seed) {
    Random random = new Random(seed);
    ScimClient client = account(random);
    List<JsonNode> users = users(client, random);
    RandomPredicates predicates = new RandomPredicates(random, users);
    for (int i = 0; i < FILTERS; i++) {
      check(client, users, predicates.predicate(3));
    }
  }

  @Property(tries = 1, shrinking = ShrinkingMode.OFF)
  void everyAttributeIsFoundAsTheReferenceFindsIt(@ForAll long seed) {
    Random random = new Random(seed);
    ScimClient client = account(random);
    List<JsonNode> users = users(client, random);
    RandomPredicates predicates = new RandomPredicates(random, users);
    for (AttributePath path : RandomPredicates.leaves()) {
      check(client, users, new Predicate.Present(path));
      check(client, users, predicates.term(path));
      check(client, users, new Predicate.Not(predicates.term(path)));
    }
  }

  private static ScimClient account(Random random) {
    return TestServer.shared()
        .accountWith(
            """
            organizations:
              - {id: OG-1, displayName: Headquarters, default: true}
              - {id: OG-12, displayName: Branch}
            projects:
              - {id: PJ-7, displayName: Seven, organization: OG-12}
              - {id: APOLLO, displayName: Apollo 11, organization: OG-1}
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
            """,
            "activation=" + (random.nextBoolean() ? "direct" : "invite"))
        .client();
  }

  private static List<JsonNode> users(ScimClient client, Random random) {
    RandomPeople people = new RandomPeople(random);
    List<JsonNode> users = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      ObjectNode body = people.document(i);
      if (body.has("roles")) {
        ((ObjectNode) body.get(USHER)).remove("accountRole"); // two primaries may contradict it
      }
      Answer created = client.post("/Users", body.toString());
      assertThat(created.status()).as("%s for %s", created.body(), body).isEqualTo(201);
      String path = "/Users/" + created.id();
      if (random.nextInt(5) == 0) {
        client.patchOps(path, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}");
      }
      users.add(client.get(path).body());
    }
    return users;
  }

  private static void check(ScimClient client, List<JsonNode> users, Predicate filter) {
    String text = FilterText.of(filter);
    ObjectNode search = JsonNodeFactory.instance.objectNode().put("filter", text);
    Answer found = client.post("/Users/.search", search.toString());
    assertThat(found.status()).as("%s for %s", found.body(), text).isEqualTo(200);
    List<JsonNode> expected =
        users.stream().filter(user -> ReferenceFilter.matches(filter, user)).toList();
    assertThat(found.body().get("Resources"))
        .as(
            () ->
                text
                    + "\nover\n"
                    + String.join("\n", users.stream().map(JsonNode::toString).toList()))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(found.body().get("totalResults").intValue()).isEqualTo(expected.size());
  }
}
