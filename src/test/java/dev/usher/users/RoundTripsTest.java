package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A program that writes its own list, reads it back and compares what it sent, as g2g-scim-sync
 * does: what it wrote reads back as it wrote it, and writing it again changes nothing.
 */
class RoundTripsTest {
  /** {@code -Dusher.roundTrips=10000} for a long run. */
  private static final int ROUNDS = Integer.getInteger("usher.roundTrips", 300);

  private static final long SEED = Long.getLong("usher.roundTrips.seed", 20261128L);

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CATALOGUE =
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
        - {id: TO_FULL, displayName: TestOps}
      """;

  private final TestAccount account =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct");
  private final ScimClient client = account.client();
  private final Random random = new Random(SEED);

  @Test
  void whatWasWrittenReadsBackAndWritingItAgainChangesNothing() {
    List<String> people = new ArrayList<>();
    client.createUser("root", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]");
    for (int i = 0; i < 12; i++) {
      people.add(client.createUser("person-" + i).id());
    }
    for (int round = 0; round < ROUNDS; round++) {
      int person = random.nextInt(people.size());
      String path = "/Users/" + people.get(person);
      somebodyElseChanges(path);
      ObjectNode body = body(person);
      String told = "round %d of seed %d: %s".formatted(round, SEED, body);

      if (!client.get(path).body().path("active").asBoolean()) {
        client.put(path, body.toString()); // who returns gets back what was remembered as well
      }
      Answer first = client.put(path, body.toString());
      assertThat(first.status()).as("%s %s", told, first.body()).isEqualTo(200);
      Answer read = client.get(path);
      compare(body, read.body(), told);
      long audited = audited();
      Answer second = client.put(path, body.toString());

      assertThat(second.body()).as(told).isEqualTo(read.body());
      assertThat(second.header("ETag")).as(told).isEqualTo(first.header("ETag"));
      Answer putBack = client.put(path, read.body().toString());
      assertThat(putBack.body()).as(told).isEqualTo(read.body());
      assertThat(audited()).as(told).isEqualTo(audited);
    }
  }

  private long audited() {
    return account.number("SELECT COUNT(*) FROM audit_event WHERE account_id = ?");
  }

  /** Compares only what was sent; while Inactive, licenses are only remembered. */
  private static void compare(ObjectNode sent, JsonNode read, String told) {
    for (var member : sent.properties()) {
      String name = member.getKey();
      JsonNode is = read.path(name);
      if (member.getValue().isArray() && !member.getValue().isEmpty()) {
        if (!name.equals("entitlements") || read.path("active").asBoolean()) {
          assertThat(elements(is))
              .as("%s of %s%n%s", name, told, is)
              .isEqualTo(elements(member.getValue()));
        }
      } else if (member.getValue().isArray()) {
        assertThat(is.isMissingNode()).as("%s of %s%n%s", name, told, is).isTrue();
      } else {
        assertThat(is).as("%s of %s", name, told).isEqualTo(member.getValue());
      }
    }
  }

  private static Set<JsonNode> elements(JsonNode array) {
    Set<JsonNode> elements = new HashSet<>();
    array.forEach(elements::add);
    return elements;
  }

  private void somebodyElseChanges(String path) {
    if (random.nextInt(4) > 0) {
      return;
    }
    Answer patched =
        client.patchOps(
            path,
            "{\"op\": \"replace\", \"value\": {\"%s\": {%s}}}"
                .formatted(
                    USHER,
                    pick(
                        "\"accountRole\": \"AUDITOR\"",
                        "\"accountRole\": \"none\"",
                        "\"licenses\": [\"TO_FULL\"]",
                        "\"licenses\": \"none\"",
                        "\"projectRoles\": [\"APOLLO:TESTER\"]")));
    assertThat(patched.status()).as("%s", patched.body()).isEqualTo(200);
  }

  private ObjectNode body(int person) {
    ObjectNode body = NODES.objectNode().put("userName", "person-" + person);
    if (random.nextBoolean()) {
      body.put("displayName", pick("Ada", "Ada L", "ada"));
    }
    if (random.nextInt(4) == 0) {
      body.put("active", random.nextBoolean());
    }
    if (random.nextBoolean()) {
      body.set(
          "emails", list(List.of("a@x.y", "B@x.y", "c@X.y"), List.of("work", "home", "Other")));
    }
    if (random.nextBoolean()) {
      body.set("phoneNumbers", list(List.of("+47 1", "2"), List.of("work", "mobile")));
    }
    if (random.nextInt(4) > 0) {
      body.set(
          "roles",
          list(List.of("USER", "AUDITOR", "wizard", "a:b"), List.of("account", "x", "Account")));
    }
    if (random.nextInt(4) > 0) {
      body.set(
          "entitlements",
          list(
              List.of(
                  pick("KSE", "OG-12:KSE"),
                  "TO_FULL",
                  pick("PJ-7", "PJ-7:TESTER"),
                  "APOLLO:TEST_LEAD",
                  "ALL:TESTER",
                  "badge"),
              List.of()));
    }
    return body;
  }

  /** Some of the values, in any order and case, with or without what else an element may have. */
  private ArrayNode list(List<String> values, List<String> types) {
    List<String> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    ArrayNode list = NODES.arrayNode();
    boolean primary = random.nextBoolean();
    for (String value : shuffled.subList(0, random.nextInt(values.size() + 1))) {
      ObjectNode element = list.addObject().put("value", inSomeCase(value));
      if (random.nextInt(3) == 0) {
        element.put("display", pick("User", "Studio", "x", "Seven - Tester", "TestOps"));
      }
      if (!types.isEmpty() && random.nextInt(3) == 0) {
        element.put("type", types.get(random.nextInt(types.size())));
      }
      if (types.isEmpty() && random.nextInt(3) == 0) {
        element.put("type", type(value));
      }
      if (primary && list.size() == 1) {
        element.put("primary", true);
      } else if (random.nextInt(4) == 0) {
        element.put("primary", false);
      }
    }
    return list;
  }

  private String type(String entitlement) {
    if (entitlement.equals("badge")) {
      return "badge";
    }
    return inSomeCase(entitlement.matches(".*(KSE|TO_FULL)") ? "License" : "ProjectRole");
  }

  private String inSomeCase(String text) {
    return switch (random.nextInt(3)) {
      case 0 -> text.toLowerCase(Locale.ROOT);
      case 1 -> text.toUpperCase(Locale.ROOT);
      default -> text;
    };
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
