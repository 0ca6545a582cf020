package dev.usher.directory.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongUnaryOperator;

/**
 * How many resources a list finds, without counting an account at every page. Up to {@value
 * #FAR_ABOVE} a count is used again for {@link #LATELY} unless this process has changed the account
 * since: what another process has changed is told so much later. A total above {@value #EXACT} is
 * told from a count at most ten seconds old. A list that shrinks within ten seconds from {@value
 * #FAR_ABOVE} to less is told as it was.
 */
public final class Totals {
  /** Up to here {@code totalResults} is exact. */
  public static final int EXACT = 10_000;

  /** Who had as many a moment ago has more than {@link #EXACT} without being counted again. */
  public static final long FAR_ABOVE = 2 * EXACT;

  /** How old the count of a large list may be. */
  public static final Duration AGE = Duration.ofSeconds(10);

  /** How long a count of any list is used again where nothing was changed. */
  public static final Duration LATELY = Duration.ofSeconds(2);

  /** In bytes, of all questions whose large answer is remembered. */
  static final long MOST_BYTES = 4 * 1024 * 1024;

  /** In bytes, of all questions that were answered a moment ago. */
  static final long MOST_BYTES_LATELY = 2 * 1024 * 1024;

  private final Cache<Question, Long> large;
  private final Cache<Question, Counted> lately;
  private final SharedCounts counts;

  public Totals() {
    this(Ticker.systemTicker());
  }

  Totals(Ticker ticker) {
    this.large = remembering(AGE, MOST_BYTES, ticker);
    this.lately = remembering(LATELY, MOST_BYTES_LATELY, ticker);
    this.counts = new SharedCounts(ticker);
  }

  private static <T> Cache<Question, T> remembering(Duration age, long bytes, Ticker ticker) {
    return Caffeine.newBuilder()
        .expireAfterWrite(age)
        .ticker(ticker)
        .maximumWeight(bytes)
        .weigher((Question question, T total) -> RoughSize.of(question))
        .build();
  }

  /**
   * A total.
   *
   * @param changes that this process had made when its reader began
   */
  private record Counted(long total, long changes) {}

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
   * @param changes how many this process had made to the account before the page's transaction
   *     began: {@link dev.usher.store.Transactions#changes}
   * @param offset how many resources come before the page
   * @param limit how many resources were asked for
   * @param rows how many resources the page has
   * @param count counts what the query finds, no further than its argument
   * @throws dev.usher.store.StoreException.QueryTimeout when this count, or one of the same
   *     question a moment ago, ran into its time-out
   * @throws dev.usher.store.StoreException.Unavailable when another count of the same question goes
   *     on for too long
   */
  long of(
      Question question, long changes, long offset, int limit, int rows, LongUnaryOperator count) {
    boolean lastPage = rows < limit;
    if (lastPage && (rows > 0 || offset == 0)) {
      return offset + rows;
    }
    Long before = large.getIfPresent(question);
    if (before != null && before >= FAR_ABOVE) {
      return before;
    }
    long shown = rows == 0 ? 0 : offset + rows;
    Counted counted = lately.getIfPresent(question);
    if (counted != null && counted.changes == changes && counted.total >= shown) {
      return counted.total;
    }
    long total = counts.run(question, () -> counted(question, count));
    lately.put(question, new Counted(total, changes));
    return total;
  }

  /** What is remembered of large totals, in bytes and roughly. */
  long weight() {
    return weight(large);
  }

  /** What is remembered for a moment, in bytes and roughly. */
  long weightLately() {
    return weight(lately);
  }

  private static long weight(Cache<Question, ?> remembered) {
    remembered.cleanUp();
    return remembered.policy().eviction().orElseThrow().weightedSize().orElseThrow();
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
    Long counted = large.getIfPresent(question);
    if (counted != null) {
      return counted;
    }
    long total = count.applyAsLong(Long.MAX_VALUE);
    large.put(question, total);
    return total;
  }
}
