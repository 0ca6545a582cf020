package dev.usher.directory.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.store.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Runs counts so that one that fails expensively fails once. Of those who count the same at the
 * same time the first goes ahead. When its count runs into a time-out the others get that failure,
 * and so does everybody who asks in the next {@link #REMEMBERED}; when it succeeds each of the
 * others counts in its own transaction, since a total has to include what its reader knows of.
 *
 * <p>A count that failed within {@link #COSTLY} is not shared: a request whose time was nearly up
 * says nothing of how long a count takes.
 */
final class SharedCounts {
  /** How long a request waits for another one's count. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  static final Duration REMEMBERED = Duration.ofSeconds(5);
  static final Duration COSTLY = Duration.ofSeconds(1);

  /** In bytes, of the questions whose counts have failed. */
  private static final long MOST_BYTES = 1024 * 1024;

  private final Ticker time;
  private final Duration longestWait;

  /** As many as there are requests that count. */
  private final Map<Totals.Question, CompletableFuture<Optional<StoreException>>> underWay =
      new ConcurrentHashMap<>();

  private final Cache<Totals.Question, StoreException.QueryTimeout> stopped;

  SharedCounts(Ticker time) {
    this(time, LONGEST_WAIT);
  }

  SharedCounts(Ticker time, Duration longestWait) {
    this.time = time;
    this.longestWait = longestWait;
    this.stopped =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .ticker(time)
            .maximumWeight(MOST_BYTES)
            .weigher(
                (Totals.Question question, StoreException.QueryTimeout failure) ->
                    RoughSize.of(question))
            .build();
  }

  /**
   * What the count gives, now or after another one of the same question has succeeded.
   *
   * @throws StoreException the failure of this count or of the other one
   * @throws StoreException.Unavailable also when the other one goes on for too long
   */
  long run(Totals.Question question, LongSupplier count) {
    StoreException.QueryTimeout before = stopped.getIfPresent(question);
    if (before != null) {
      throw before;
    }
    CompletableFuture<Optional<StoreException>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<StoreException>> first = underWay.putIfAbsent(question, mine);
    if (first == null) {
      return goAhead(question, count, mine);
    }
    await(first)
        .ifPresent(
            failure -> {
              throw failure;
            });
    return count.getAsLong();
  }

  private long goAhead(
      Totals.Question question,
      LongSupplier count,
      CompletableFuture<Optional<StoreException>> outcome) {
    long began = time.read();
    Optional<StoreException> shared = Optional.empty();
    try {
      return count.getAsLong();
    } catch (StoreException.QueryTimeout | StoreException.Unavailable failure) {
      if (time.read() - began >= COSTLY.toNanos()) {
        shared = Optional.of(failure);
      }
      if (shared.isPresent() && failure instanceof StoreException.QueryTimeout timeout) {
        stopped.put(question, timeout);
      }
      throw failure;
    } finally {
      underWay.remove(question);
      outcome.complete(shared);
    }
  }

  private Optional<StoreException> await(CompletableFuture<Optional<StoreException>> first) {
    try {
      return first.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreException.Unavailable("another request's count takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while another request counts", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a count's outcome is never a failure", e);
    }
  }
}
