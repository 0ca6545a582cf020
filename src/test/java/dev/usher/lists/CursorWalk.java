package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A walk by cursor, as a client does it.
 *
 * @param path of the list, with whatever is asked besides the cursor
 */
record CursorWalk(ScimClient client, String path) {

  /** The ids of all resources, in the order in which they came. */
  List<String> ids() {
    return ids(page -> {});
  }

  /**
   * The same.
   *
   * @param each sees every page before the next one is asked for
   */
  List<String> ids(Consumer<Answer> each) {
    List<String> ids = new ArrayList<>();
    Answer page = first();
    while (true) {
      assertThat(page.status()).as(page.toString()).isEqualTo(200);
      assertThat(page.lacks("/startIndex")).isTrue();
      List<String> shown = ids(page);
      assertThat(page.text("/itemsPerPage")).isEqualTo(String.valueOf(shown.size()));
      ids.addAll(shown);
      each.accept(page);
      if (page.lacks("/nextCursor")) {
        return ids;
      }
      assertThat(shown).isNotEmpty();
      page = next(page.text("/nextCursor"));
    }
  }

  Answer first() {
    return next("");
  }

  Answer next(String cursor) {
    return client.get(path + (path.contains("?") ? "&" : "?") + "cursor=" + cursor);
  }

  static List<String> ids(Answer page) {
    List<String> ids = new ArrayList<>();
    page.body().path("Resources").forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }
}
