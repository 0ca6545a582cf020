package dev.usher.directory.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongUnaryOperator;

/**
 * How many resources a list finds, without counting a large account at every page: exact up to
 * {@value #EXACT}, above that from a count at most ten seconds old. A list that shrinks within ten
 * seconds from twice that to less is told as it was.
 */
public final class Totals {
  /** Up to here {@code totalResults} is exact. */
  public static final int EXACT = 10_000;

  /** Who had as many a moment ago has more than {@link #EXACT} without being counted again. */
  public static final long FAR_ABOVE = 2 * EXACT;

  /** How old the count of a large list may be. */
  public static final Duration AGE = Duration.ofSeconds(10);

  /** In bytes, of all questions whose answer is remembered. */
  static final long MOST_BYTES = 4 * 1024 * 1024;

  private final Cache<Question, Long> large;
  private final SharedCounts counts;

  public Totals() {
    this(Ticker.systemTicker());
  }

  Totals(Ticker ticker) {
    this.large =
        Caffeine.newBuilder()
            .expireAfterWrite(AGE)
            .ticker(ticker)
            .maximumWeight(MOST_BYTES)
            .weigher((Question question, Long total) -> RoughSize.of(question))
            .build();
    this.counts = new SharedCounts(ticker);
  }

  /**
   * What is counted.
   *
   * @param types the resource types, so that equal conditions of two types stay apart
   * @param conditions one a type
   * @param parameters of the conditions
   */
  record Question(String types, UUID account, List<String> conditions, List<Object> parameters) {}

  /**
   * The total of a query of which one page has been read.
   *
   * @param offset how many resources come before the page
   * @param limit how many resources were asked for
   * @param rows how many resources the page has
   * @param count counts what the query finds, no further than its argument
   * @throws dev.usher.store.StoreException.QueryTimeout when this count, or one of the same
   *     question a moment ago, ran into its time-out
   * @throws dev.usher.store.StoreException.Unavailable when another count of the same question goes
   *     on for too long
   */
  long of(Question question, long offset, int limit, int rows, LongUnaryOperator count) {
    boolean lastPage = rows < limit;
    if (lastPage && (rows > 0 || offset == 0)) {
      return offset + rows;
    }
    Long before = large.getIfPresent(question);
    return before != null && before >= FAR_ABOVE
        ? before
        : counts.run(question, () -> counted(question, count));
  }

  /** What is remembered, in bytes and roughly. */
  long weight() {
    large.cleanUp();
    return large.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  private long counted(Question question, LongUnaryOperator count) {
    Long before = large.getIfPresent(question);
    if (before != null && before >= FAR_ABOVE) {
      return before; // another request has counted it meanwhile
    }
    long bounded = count.applyAsLong(EXACT + 1L);
    if (bounded <= EXACT) {
      return bounded;
    }
    Long lately = large.getIfPresent(question);
    if (lately != null) {
      return lately;
    }
    long total = count.applyAsLong(Long.MAX_VALUE);
    large.put(question, total);
    return total;
  }
}
