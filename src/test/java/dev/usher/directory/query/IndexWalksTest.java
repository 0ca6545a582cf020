package dev.usher.directory.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.query.Page;
import dev.usher.store.query.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexWalksTest {
  private static final int PAGE = 100;
  private long now;
  private final IndexWalks walks = new IndexWalks(() -> now);

  @Test
  void thePageBehindOneBeginsAtItsLastRow() {
    read("a", 20_000);

    assertThat(way("a", 20_100)).contains(new IndexWalks.Way(row(20_100), 0));
    assertThat(way("a", 20_000)).isEmpty();
    assertThat(way("b", 20_100)).as("another list").isEmpty();
  }

  @Test
  void aPageFurtherOnIsCountedFromThere() {
    read("a", 20_000);

    assertThat(way("a", 25_000)).contains(new IndexWalks.Way(row(20_100), 4_900));
    assertThat(way("a", 30_200)).as("too far on").isEmpty();

    pass(Duration.ofSeconds(10));
    assertThat(way("a", 25_000)).as("older than a total may be").isEmpty();
    assertThat(way("a", 20_100)).isPresent();

    pass(Duration.ofSeconds(50));
    assertThat(way("a", 20_100)).as("a minute later").isEmpty();
  }

  @Test
  void aWalkLeavesFewPlacesBehind() {
    for (int offset = 10_000; offset < 20_000; offset += PAGE) {
      read("a", offset);
    }

    assertThat(way("a", 20_000)).contains(new IndexWalks.Way(row(20_000), 0));
    assertThat(way("a", 19_900).orElseThrow().skipped()).isEqualTo(800);
    assertThat(way("a", 15_400).orElseThrow().skipped()).isEqualTo(300);
  }

  @Test
  void nearTheBeginningAndForLongValuesThereIsNone() {
    read("a", 9_800);
    assertThat(way("a", 9_900)).isEmpty();

    Position longOne = new Position(Optional.of("x".repeat(1_001)), "id");
    walks.go("User", "a", new Page.Index(20_001, PAGE), () -> longOne);
    assertThat(way("a", 20_100)).isEmpty();
  }

  @Test
  void whateverTheOrderOfPagesTheNumberOfPlacesIsBounded() {
    for (int offset = 210_000; offset > 10_000; offset--) {
      read("backwards", offset);
    }
    assertThat(walks.places()).isEqualTo(WalkedPlaces.MOST);

    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      read("at random", 10_000 + random.nextInt(1_000_000));
    }
    assertThat(walks.places()).isEqualTo(2 * WalkedPlaces.MOST);
    assertThat(walks.weight()).isLessThan(100_000);
  }

  @Test
  void placesInOnePartOfAListLeaveThoseInAnother() {
    read("a", 500_000);
    for (int offset = 100_000; offset > 10_000; offset -= 50) {
      read("a", offset);
    }

    assertThat(way("a", 500_100)).contains(new IndexWalks.Way(row(500_100), 0));
    assertThat(way("a", 10_150)).contains(new IndexWalks.Way(row(10_150), 0));
    assertThat(way("a", 60_000).orElseThrow().skipped()).isLessThan(5_000);
  }

  @Test
  void placesThatCannotBeUsedAnyMoreMakeRoom() {
    for (int i = 1; i <= WalkedPlaces.MOST; i++) {
      read("a", 100_000 * i);
    }
    pass(Duration.ofSeconds(30));
    read("a", 20_000);
    pass(Duration.ofSeconds(30));
    read("a", 40_000);

    assertThat(walks.places()).isEqualTo(2);
  }

  @Test
  void listsOfLongFiltersAreBoundedByTheirSize() {
    String filter = "x".repeat(400_000);
    for (int i = 0; i < 200; i++) {
      read(filter + i, 20_000);
    }
    assertThat(walks.weight()).isBetween(1L, IndexWalks.MOST_BYTES);
    read("a", 20_000);
    assertThat(way("a", 20_100)).isPresent();
  }

  private void read(String list, int offset) {
    walks.go("User", list, new Page.Index(offset + 1, PAGE), () -> row(offset + PAGE));
  }

  private Optional<IndexWalks.Way> way(String list, int offset) {
    return walks.to("User", list, new Page.Index(offset + 1, PAGE));
  }

  private static Position row(int number) {
    return new Position(Optional.empty(), "row " + number);
  }

  private void pass(Duration duration) {
    now += duration.toNanos();
  }
}
