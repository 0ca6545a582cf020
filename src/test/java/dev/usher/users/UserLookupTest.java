package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What identity providers look people up by finds them, however many share it. */
class UserLookupTest {
  private static final String WORK = "emails[type eq \"work\"].value eq ";
  private static ScimClient client;
  private static String ada;
  private static String bob;
  private static String cyd;

  @BeforeAll
  static void peopleAndGroups() {
    client = TestServer.shared().account("activation=direct", "rateLimit=off").client();
    ada =
        create(
            "ada",
            "\"externalId\": \"Shared\"",
            emails("work ada@example.com", "home both@example.com", "work both@example.com"));
    bob = create("bob", "\"externalId\": \"Shared\"", emails("work both@example.com"));
    cyd =
        create(
            "cyd",
            "\"externalId\": \"shared\"",
            emails("work cyd@example.com", "home both@example.com", "work Cyd@example.com"));
    String inner = group("Inner", ada, cyd);
    group("Outer", inner);
    group("Flat", bob, cyd);
    group("Another", cyd);
    ScimClient other = TestServer.shared().account("activation=direct").client();
    other.createUser(
        "ada", "\"externalId\": \"Shared\"", emails("work both@example.com", "work x@example.com"));
  }

  @Test
  void whoeverIsFoundIsShownAsByGet() {
    for (String filter :
        List.of(
            "userName eq \"ADA\"",
            "id eq \"" + ada + "\"",
            "emails.value eq \"ADA@example.com\"",
            "emails eq \"ada@example.com\"",
            WORK + "\"ada@example.com\"")) {
      assertThat(found(filter)).as(filter).containsExactly(ada);
    }
    Answer shared = list("externalId eq \"Shared\"", "");
    assertThat(shared.text("/totalResults")).isEqualTo("2");
    assertThat(shared.body().at("/Resources/0")).isEqualTo(client.get("/Users/" + ada).body());
    assertThat(shared.body().at("/Resources/1")).isEqualTo(client.get("/Users/" + bob).body());
    assertThat(shared.body().at("/Resources/0/groups")).hasSize(2);
    assertThat(shared.body().at("/Resources/1/groups")).hasSize(1);
  }

  @Test
  void oneWithTheSameAddressTwiceIsFoundOnce() {
    Answer answer = list(WORK + "\"cyd@example.com\"", "");

    assertThat(answer.text("/totalResults")).isEqualTo("1");
    assertThat(answer.body().at("/Resources/0")).isEqualTo(client.get("/Users/" + cyd).body());
    assertThat(answer.body().at("/Resources/0/groups")).hasSize(4);
    assertThat(found("emails.value eq \"both@example.com\"")).containsExactly(ada, bob, cyd);
  }

  @Test
  void oneElementFulfilsTheWholeCondition() {
    assertThat(found(WORK + "\"both@example.com\"")).containsExactly(ada, bob);
    assertThat(found("emails[value eq \"both@example.com\" and not (type eq \"home\")]"))
        .containsExactly(ada, bob);
    assertThat(found("emails[value eq \"both@example.com\" and (type eq \"home\")]"))
        .containsExactly(ada, cyd);
    assertThat(
            found("emails[type eq \"work\" and value eq \"both@example.com\" and primary eq true]"))
        .isEmpty();
  }

  @Test
  void theCaseOfAnExternalIdCountsAndThatOfAnIdDoesNot() {
    assertThat(found("externalId eq \"shared\"")).containsExactly(cyd);
    assertThat(found("externalId eq \"SHARED\"")).isEmpty();
    assertThat(found("id eq \"" + ada.toUpperCase(Locale.ROOT) + "\"")).containsExactly(ada);
    assertThat(found("id eq \"nobody\"")).isEmpty();
    assertThat(found("userName eq \"" + "x".repeat(1_000) + "\"")).isEmpty();
    assertThat(found("emails.value eq \"x@example.com\"")).isEmpty();
  }

  @Test
  void longExternalIdsDifferAfterWhatTheIndexHolds() {
    String start = "x".repeat(500);
    String first = create("long1", "\"externalId\": \"" + start + "1\"");
    String second = create("long2", "\"externalId\": \"" + start + "2\"");

    assertThat(found("externalId eq \"" + start + "1\"")).containsExactly(first);
    assertThat(found("externalId eq \"" + start + "2\"")).containsExactly(second);
    assertThat(found("externalId eq \"" + start + "\"")).isEmpty();
  }

  @Test
  void thoseFoundArePagedByIndexAndByCursor() {
    String filter = "emails.value eq \"both@example.com\"";
    Answer second = list(filter, "&startIndex=2&count=1");
    assertThat(second.text("/totalResults")).isEqualTo("3");
    assertThat(second.text("/Resources/0/id")).isEqualTo(bob);
    Answer none = list(filter, "&count=0");
    assertThat(none.text("/totalResults")).isEqualTo("3");
    Answer behind = list(filter, "&startIndex=7");
    assertThat(behind.text("/totalResults")).isEqualTo("3");
    assertThat(ids(behind)).isEmpty();
    assertThat(ids(list(filter, "&sortBy=id&sortOrder=descending"))).containsExactly(cyd, bob, ada);

    Answer page = list(filter, "&count=2&cursor=");
    assertThat(ids(page)).containsExactly(ada, bob);
    assertThat(page.text("/totalResults")).isEqualTo("3");
    Answer rest = list(filter, "&count=2&cursor=" + page.text("/nextCursor"));
    assertThat(ids(rest)).containsExactly(cyd);
    assertThat(rest.lacks("/nextCursor")).isTrue();
  }

  @Test
  void whatManyShareIsAListAsAnyOther() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      many.add(create("many" + i, "\"externalId\": \"many\"", emails("work many@example.com")));
    }
    for (String filter : List.of("externalId eq \"many\"", WORK + "\"many@example.com\"")) {
      Answer all = list(filter, "&count=200");
      assertThat(ids(all)).isEqualTo(many);
      assertThat(all.text("/totalResults")).isEqualTo("130");
      Answer some = list(filter, "&startIndex=101&count=10");
      assertThat(ids(some)).isEqualTo(many.subList(100, 110));
      assertThat(some.text("/totalResults")).isEqualTo("130");
    }
  }

  @Test
  void whatIsLeftOutIsLeftOut() {
    Answer answer =
        list(
            "externalId eq \"Shared\"",
            "&excludedAttributes=groups," + USHER + ":effectiveProjectRoles");

    assertThat(ids(answer)).containsExactly(ada, bob);
    assertThat(answer.lacks("/Resources/0/groups")).isTrue();
  }

  private static String create(String userName, String... members) {
    Answer created = client.createUser(userName, members);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return created.id();
  }

  private static String group(String name, String... members) {
    List<String> values = new ArrayList<>();
    for (String member : members) {
      values.add("{\"value\": \"" + member + "\"}");
    }
    Answer created =
        client.post(
            "/Groups",
            "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \""
                + name
                + "\", \"members\": "
                + values
                + "}");
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return created.id();
  }

  /** Each is a type and a value. */
  private static String emails(String... all) {
    List<String> elements = new ArrayList<>();
    for (String each : all) {
      String[] parts = each.split(" ");
      elements.add("{\"type\": \"%s\", \"value\": \"%s\"}".formatted(parts[0], parts[1]));
    }
    return "\"emails\": " + elements;
  }

  private static List<String> found(String filter) {
    return ids(list(filter, ""));
  }

  private static Answer list(String filter, String more) {
    String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
    Answer answer = client.get("/Users?filter=" + encoded + more);
    assertThat(answer.status()).as("%s for %s", answer.body(), filter).isEqualTo(200);
    return answer;
  }

  private static List<String> ids(Answer page) {
    List<String> ids = new ArrayList<>();
    page.body().path("Resources").forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }
}
