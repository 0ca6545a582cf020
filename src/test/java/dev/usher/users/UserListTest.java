package dev.usher.users;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UserListTest {
  private static ScimClient client;

  @BeforeAll
  static void threePeople() {
    client = TestServer.shared().account("activation=direct").client();
    client.createUser(
        "carol",
        "\"displayName\": \"Carol\"",
        "\"title\": \"Boss\"",
        "\"emails\": [{\"value\": \"c@home.example\", \"type\": \"home\"},"
            + " {\"value\": \"c@work.example\", \"type\": \"work\", \"primary\": true}]");
    client.createUser(
        "Alice",
        "\"displayName\": \"alice\"",
        "\"" + ENTERPRISE + "\": {\"department\": \"R&D\", \"manager\": {\"value\": \"m-1\"}}");
    client.createUser("bob", "\"active\": false");
  }

  @Test
  void pagesKeepTheOrderOfCreationAndTellTheTotal() {
    Answer page = client.get("/Users?startIndex=2&count=1");

    assertThat(page.text("/totalResults")).isEqualTo("3");
    assertThat(page.text("/startIndex")).isEqualTo("2");
    assertThat(page.text("/itemsPerPage")).isEqualTo("1");
    assertThat(page.text("/Resources/0/userName")).isEqualTo("Alice");
  }

  @Test
  void manyListsAtOnceDoNotWaitForEachOther() throws InterruptedException, ExecutionException {
    int callers = 40; // more than there are connections to the database
    ScimClient fresh = TestServer.shared().account().client(); // nothing of it is at hand
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      Callable<Integer> list = () -> fresh.get("/Users").status();
      for (Future<Integer> each : threads.invokeAll(Collections.nCopies(callers, list))) {
        assertThat(each.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void sortingFollowsTheCaseRuleAndPutsAbsentValuesLast() {
    assertThat(names("/Users?sortBy=userName")).containsExactly("Alice", "bob", "carol");
    assertThat(names("/Users?sortBy=userName&sortOrder=descending"))
        .containsExactly("carol", "bob", "Alice");
    assertThat(names("/Users?sortBy=displayName")).containsExactly("Alice", "carol", "bob");
    assertThat(names("/Users?sortBy=displayName&sortOrder=descending"))
        .containsExactly("bob", "carol", "Alice");
    assertThat(names("/Users?sortBy=emails.value").get(0)).isEqualTo("carol");
  }

  @Test
  void projectionKeepsWhatIsAlwaysReturned() {
    Answer page = client.get("/Users?attributes=emails.value&filter=userName%20eq%20%22carol%22");

    assertThat(page.body().at("/Resources/0").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("schemas", "id", "emails");
    assertThat(page.lacks("/Resources/0/emails/0/type")).isTrue();
    assertThat(
            client
                .get("/Users?excludedAttributes=" + USHER + ",meta,emails")
                .body()
                .at("/Resources/0")
                .fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("schemas", "id", "userName", "displayName", "title", "active");
  }

  @Test
  void filtersReachEveryKindOfAttribute() {
    assertThat(found("emails[type eq \"work\"].value eq \"C@WORK.example\""))
        .containsExactly("carol");
    assertThat(found("emails[type eq \"home\" and primary eq true]")).isEmpty();
    assertThat(found("manager eq \"m-1\"")).containsExactly("Alice");
    assertThat(found(ENTERPRISE + ":department eq \"r&d\"")).containsExactly("Alice");
    assertThat(found("active eq false")).containsExactly("bob");
    assertThat(found(USHER + ":status eq \"active\"")).containsExactly("carol", "Alice");
    assertThat(found("not (title pr)")).containsExactly("Alice", "bob");
    assertThat(found("title ne \"Boss\"")).containsExactly("Alice", "bob");
    assertThat(found("userName sw \"al\" or userName ew \"B\"")).containsExactly("Alice", "bob");
    assertThat(found("meta.lastModified gt \"2020-01-01T00:00:00+02:00\" and title co \"os\""))
        .containsExactly("carol");
    assertThat(found("accountRole eq \"USER\"")).hasSize(3);
  }

  @Test
  void whatIsWrittenWrongIsToldByItsKeyword() {
    assertThat(client.find("/Users", "colour eq \"red\"").text("/scimType"))
        .isEqualTo("invalidFilter");
    assertThat(client.find("/Users", "userName eq").text("/scimType")).isEqualTo("invalidFilter");
    assertThat(client.get("/Users?sortBy=colour").text("/scimType")).isEqualTo("invalidPath");
    assertThat(client.get("/Users?startIndex=abc").text("/scimType")).isEqualTo("invalidValue");
    assertThat(client.get("/Users?attributes=id&excludedAttributes=name").status()).isEqualTo(400);
  }

  @Test
  void countsBelowNoneAndPagesPastTheEndAreEmptyLists() {
    for (String query : List.of("count=0", "count=-5", "startIndex=1000000")) {
      Answer page = client.get("/Users?" + query);

      assertThat(page.status()).as(query).isEqualTo(200);
      assertThat(page.text("/totalResults")).isEqualTo("3");
      assertThat(page.text("/itemsPerPage")).isEqualTo("0");
      assertThat(page.body().get("Resources").isEmpty()).isTrue();
    }
  }

  @Test
  void searchTakesTheQueryInItsBody() {
    Answer page =
        client.post(
            "/Users/.search",
            "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"],"
                + " \"attributes\": [\"userName\"], \"filter\": \"userName sw \\\"c\\\"\"}");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().at("/Resources/0").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("schemas", "id", "userName");
  }

  @Test
  void hostileFiltersGetTheirAnswerWithinASecond() {
    for (String filter :
        List.of(
            "(".repeat(10_000) + "userName pr" + ")".repeat(10_000),
            "not (".repeat(10_000) + "userName pr" + ")".repeat(10_000),
            "userName eq \"" + "x".repeat(60_000) + "\"",
            "userName co \"" + "%_".repeat(10_000) + "\"",
            "userName eq \"' OR 1=1 -- \"",
            "userName eq \"\\u0000\"",
            "title co \"\\\\\\\"%_'\"")) {
      long start = System.nanoTime();
      Answer answer =
          client.post("/Users/.search", "{\"filter\": " + ScimClient.quote(filter) + "}");
      long millis = (System.nanoTime() - start) / 1_000_000;

      String seen = filter.substring(0, Math.min(40, filter.length())) + ": " + answer;
      assertThat(answer.status()).as(seen).isIn(200, 400);
      if (answer.status() == 400) {
        assertThat(answer.text("/scimType")).as(seen).isEqualTo("invalidFilter");
      } else {
        assertThat(answer.text("/totalResults")).as(seen).isEqualTo("0");
      }
      assertThat(millis).as(seen).isLessThan(1_000);
    }
  }

  private static List<String> names(String path) {
    return client.get(path).body().get("Resources").findValuesAsText("userName");
  }

  private static List<String> found(String filter) {
    Answer answer =
        client.get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(filter + ": " + answer.body()).isEqualTo(200);
    return answer.body().get("Resources").findValuesAsText("userName");
  }
}
