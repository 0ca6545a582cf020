package dev.usher.directory.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.store.query.QuerySql;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongUnaryOperator;

/**
 * How many resources a list finds, without counting a large account at every page: exact up to
 * {@value #EXACT}, above that from a count at most ten seconds old.
 */
public final class Totals {
  /** Up to here {@code totalResults} is exact. */
  public static final int EXACT = 10_000;

  private static final Duration AGE = Duration.ofSeconds(10);

  private final Cache<Key, Long> large =
      Caffeine.newBuilder().expireAfterWrite(AGE).maximumSize(1_000).build();

  private record Key(String type, UUID account, String where, List<Object> parameters) {}

  /**
   * The total of a query of which one page has been read.
   *
   * @param type the resource type, so that equal conditions of two types stay apart
   * @param offset how many resources come before the page
   * @param limit how many resources were asked for
   * @param rows how many resources the page has
   * @param count counts what the query finds, no further than its argument
   */
  public long of(
      String type, QuerySql query, long offset, int limit, int rows, LongUnaryOperator count) {
    boolean lastPage = rows < limit;
    if (lastPage && (rows > 0 || offset == 0)) {
      return offset + rows;
    }
    long bounded = count.applyAsLong(EXACT + 1L);
    if (bounded <= EXACT) {
      return bounded;
    }
    Key key = new Key(type, query.account(), query.where(), query.parameters());
    return large.get(key, k -> count.applyAsLong(Long.MAX_VALUE));
  }
}
