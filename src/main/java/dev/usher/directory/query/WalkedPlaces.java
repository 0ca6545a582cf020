package dev.usher.directory.query;

import dev.usher.store.query.Position;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The places that clients have come to in one list, by how many rows lie before them. There are at
 * most {@link #MOST}, whatever the order that pages are read in: where one has to go, it is the one
 * whose neighbours are the nearest to each other, so that what is left is spread over the list.
 */
final class WalkedPlaces {
  static final int MOST = 64;

  /** How far apart the places stay that a walk leaves behind; the last is always there. */
  private static final long APART = 1_000;

  private final TreeMap<Long, Place> places = new TreeMap<>();

  /**
   * A row that was the last of a page.
   *
   * @param offset how many rows there were up to this one
   * @param nanos when it was
   */
  record Place(long offset, Position row, long nanos) {}

  /** The last place that has no more rows before it than that. */
  synchronized Optional<Place> before(long offset) {
    return Optional.ofNullable(places.floorEntry(offset)).map(Map.Entry::getValue);
  }

  /**
   * @param usable how long a place can be used
   */
  synchronized void add(Place place, Duration usable) {
    places.values().removeIf(each -> place.nanos() - each.nanos() >= usable.toNanos());
    thin(place.offset());
    places.put(place.offset(), place);
    if (places.size() > MOST) {
      places.keySet().stream()
          .filter(offset -> offset != place.offset())
          .min(Comparator.comparingLong(this::room))
          .ifPresent(places::remove);
    }
  }

  /** The place before a new one goes where the one before that is near enough. */
  private void thin(long next) {
    Long before = places.lowerKey(next);
    Long beforeThat = before == null ? null : places.lowerKey(before);
    if (beforeThat != null && next - beforeThat <= APART) {
      places.remove(before);
    }
  }

  /** How far the places around one are apart; the last one has as much room as it is far on. */
  private long room(long offset) {
    Long lower = places.lowerKey(offset);
    Long higher = places.higherKey(offset);
    return (higher == null ? 2 * offset : higher) - (lower == null ? 0 : lower);
  }

  synchronized int count() {
    return places.size();
  }

  /** In bytes, roughly. */
  synchronized int weight() {
    return places.values().stream().mapToInt(place -> 100 + RoughSize.of(place.row())).sum();
  }
}
