package dev.usher.directory.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.scim.query.Page;
import dev.usher.store.query.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where those who page through a large list by index have come to. What follows such a place is
 * found by an index at once; to pass over all rows before a page costs the more the further it is.
 *
 * <p>The page behind one that was read in the last minute begins behind its last row: who comes or
 * goes before that row meanwhile shifts nobody out of a walk, or into it twice. A page somewhat
 * further, which clients ask for that read several at once, is counted from there, as long as the
 * place is no older than a total may be. Any other page is found by counting from the beginning,
 * like those of a client whose requests go to several processes.
 */
public final class IndexWalks {
  /** Passing over so many rows costs little. */
  public static final long FAR = 10_000;

  /** How long a client may take from a page to the next. */
  private static final Duration WALKING = Duration.ofMinutes(1);

  /** In bytes, of all lists with their places. */
  static final long MOST_BYTES = 8 * 1024 * 1024;

  private static final int LONGEST_VALUE = 1_000;

  private final Ticker time;
  private final Cache<Walked, WalkedPlaces> lists;

  /**
   * A list that somebody walks.
   *
   * @param types what is listed
   * @param question to the database, from the beginning and in its order
   */
  private record Walked(String types, Object question) {}

  /**
   * How a page is found from a place before it.
   *
   * @param place the row that what is left of the list begins behind
   * @param skipped how many rows lie between that row and the page
   */
  record Way(Position place, long skipped) {}

  /**
   * @param time what places grow old by
   */
  public IndexWalks(Ticker time) {
    this.time = time;
    this.lists =
        Caffeine.newBuilder()
            .ticker(time)
            .expireAfterWrite(WALKING)
            .maximumWeight(MOST_BYTES)
            .weigher(
                (Walked list, WalkedPlaces places) ->
                    RoughSize.of(list.question()) + places.weight())
            .build();
  }

  /** What is remembered, in bytes and roughly. */
  long weight() {
    lists.cleanUp();
    return lists.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /** How many places are remembered. */
  int places() {
    return lists.asMap().values().stream().mapToInt(WalkedPlaces::count).sum();
  }

  /** The way to a page; empty when nobody has come near it. */
  Optional<Way> to(String types, Object question, Page.Index page) {
    if (page.offset() < FAR) {
      return Optional.empty();
    }
    return Optional.ofNullable(lists.getIfPresent(new Walked(types, question)))
        .flatMap(places -> places.before(page.offset()))
        .filter(place -> leadsTo(place, page.offset()))
        .map(place -> new Way(place.row(), page.offset() - place.offset()));
  }

  private boolean leadsTo(WalkedPlaces.Place place, long offset) {
    long skipped = offset - place.offset();
    Duration most = skipped == 0 ? WALKING : Totals.AGE;
    return skipped <= FAR && time.read() - place.nanos() < most.toNanos();
  }

  /**
   * Somebody has read a whole page.
   *
   * @param last where its last row stands; asked for only far from the beginning
   */
  void go(String types, Object question, Page.Index page, Supplier<Position> last) {
    long next = page.offset() + page.count();
    if (next < FAR) {
      return;
    }
    Position row = last.get();
    if (row.value().map(String::length).orElse(0) > LONGEST_VALUE) {
      return;
    }
    Walked list = new Walked(types, question);
    WalkedPlaces places = lists.get(list, absent -> new WalkedPlaces());
    places.add(new WalkedPlaces.Place(next, row, time.read()), WALKING);
    lists.put(list, places); // it is alive, and weighs something else now
  }
}
