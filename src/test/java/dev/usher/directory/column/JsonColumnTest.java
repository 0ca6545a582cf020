package dev.usher.directory.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonColumnTest {
  private final JsonColumn<String> column =
      new JsonColumn<>(each -> each.path("id").asText(), (id, each) -> each.put("id", id));

  @Test
  void readsWhatItWrote() {
    for (int count : List.of(0, 1, 2, 300)) {
      List<String> ids = IntStream.range(0, count).mapToObj(i -> "id \"" + i).toList();
      String stored = column.write(ids);

      assertThat(column.read(stored)).isEqualTo(ids);
      assertThat(column.read(stored)).as("once more").isEqualTo(ids);
    }
  }

  @Test
  void nobodyChangesWhatOthersRead() {
    String stored = column.write(List.of("a"));
    List<String> read = column.read(stored);

    assertThatThrownBy(() -> read.add("b")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatIsNotJsonIsSaidEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> column.read("[{")).isInstanceOf(IllegalStateException.class);
    }
  }
}
