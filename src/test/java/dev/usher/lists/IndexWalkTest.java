package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.Wiring;
import dev.usher.cli.bench.Seeds;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Paging by index through more users than an offset is good for. */
class IndexWalkTest {
  private static final int PAGE = 1_000;

  /** Without those that seeds always add. */
  private static final int PLANTED = 11_000;

  private static final int PEOPLE = PLANTED + 2_000;

  /** What is searched over users and groups together. */
  private static final String SEARCH = "/.search";

  /** Everybody, by another question. */
  private static final String BEGINS = "&filter=userName%20sw%20%22u%22";

  private ScimClient client;

  @BeforeEach
  void plant() {
    TestAccount account =
        TestServer.shared().account("activation=direct", "rateLimit=off", "callerRateLimit=off");
    new Seeds(TestDatabase.shared().transactions(Wiring.mappers()), account.id(), PLANTED, 0)
        .plant();
    client = account.client();
  }

  @Test
  void aWalkIsTheListInEveryOrder() {
    for (String order :
        List.of("", "&sortBy=userName&sortOrder=descending", "&sortBy=displayName")) {
      List<String> cursor = new CursorWalk(client, "/Users?count=1000" + order).ids();

      assertThat(walk("/Users", order)).as(order).isEqualTo(cursor);
      for (int start : List.of(10_501, 12_001, 12_345)) {
        assertThat(CursorWalk.ids(page("/Users", order, start, 10)))
            .as("another client at " + start + order)
            .isEqualTo(cursor.subList(start - 1, start + 9));
      }
    }
    assertThat(walk(SEARCH, "")).hasSize(PEOPLE).doesNotHaveDuplicates();
  }

  @Test
  void nobodyIsShiftedOutOfAWalk() {
    List<String> met = new ArrayList<>();
    for (int start = 1; start <= 11_001; start += PAGE) {
      met.addAll(CursorWalk.ids(page("/Users", "", start, PAGE)));
    }
    for (int number = 1; number <= 5; number++) {
      assertThat(client.delete("/Users/" + met.get(number)).status()).isEqualTo(204);
    }

    Answer last = page("/Users", "", 12_001, PAGE);

    assertThat(last.text("/startIndex")).isEqualTo("12001");
    assertThat(CursorWalk.ids(last)).hasSize(PEOPLE - 12_000);
    met.addAll(CursorWalk.ids(last));
    assertThat(new HashSet<>(met)).hasSize(PEOPLE);
    assertThat(CursorWalk.ids(page("/Users", "", 12_001, PAGE)))
        .as("the same page once more")
        .isEqualTo(CursorWalk.ids(last));
    assertThat(page("/Users", BEGINS, 12_001, PAGE).body().path("Resources"))
        .as("the page of somebody who counts from the beginning")
        .hasSize(PEOPLE - 12_000 - 5);
  }

  @Test
  void eachListHasAWalkOfItsOwn() {
    for (int start = 1; start <= 11_001; start += PAGE) {
      page("/Users", "", start, PAGE);
    }
    List<String> descending =
        CursorWalk.ids(page("/Users", "&sortBy=id&sortOrder=descending", 12_001, 10));
    List<String> filtered = CursorWalk.ids(page("/Users", BEGINS, 12_001, 10));
    List<String> there = CursorWalk.ids(page("/Users", "", 12_001, 10));
    ScimClient other = TestServer.shared().account("activation=direct").client();

    assertThat(descending).hasSize(10).isNotEqualTo(there);
    assertThat(filtered).isEqualTo(there);
    assertThat(CursorWalk.ids(other.get("/Users?startIndex=12001&count=10"))).isEmpty();
  }

  private List<String> walk(String path, String order) {
    List<String> ids = new ArrayList<>();
    for (int start = 1; ; start += PAGE) {
      Answer page = page(path, order, start, PAGE);
      List<String> shown = CursorWalk.ids(page);
      ids.addAll(shown);
      if (shown.size() < PAGE) {
        assertThat(ids).hasSize(Integer.parseInt(page.text("/totalResults")));
        return ids;
      }
    }
  }

  private Answer page(String path, String order, int start, int count) {
    Answer page =
        path.equals(SEARCH)
            ? client.post(path, "{\"startIndex\": %d, \"count\": %d}".formatted(start, count))
            : client.get(path + "?startIndex=" + start + "&count=" + count + order);
    assertThat(page.status()).as(page.toString()).isEqualTo(200);
    return page;
  }
}
