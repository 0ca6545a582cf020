package dev.usher.directory;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.usher.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What was read from the database lately. Those who want the same at the same time share one read
 * and its failure too: while the database is away all of them are told so after one wait, and not
 * one after the other. Nobody waits for another one's read for longer than {@link #LONGEST_WAIT}.
 * Safe for use by many threads.
 */
public final class RecentReads<K, V> {
  /** More than a connection to the database, or a statement by key, may take. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

  private final AsyncCache<K, V> cache;
  private final Duration longestWait;

  /**
   * @param size how many are kept
   * @param age how long each is kept
   */
  public RecentReads(int size, Duration age, Ticker ticker) {
    this(size, Weigher.singletonWeigher(), age, ticker);
  }

  /**
   * @param weight of all that is kept
   * @param weigher of what is kept
   * @param age how long each is kept
   */
  public RecentReads(
      long weight, Weigher<? super K, ? super V> weigher, Duration age, Ticker ticker) {
    this(weight, weigher, age, ticker, LONGEST_WAIT);
  }

  RecentReads(
      long weight,
      Weigher<? super K, ? super V> weigher,
      Duration age,
      Ticker ticker,
      Duration longestWait) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(weight)
            .weigher(weigher)
            .expireAfterWrite(age)
            .ticker(ticker)
            .buildAsync();
    this.longestWait = longestWait;
  }

  /**
   * What was read lately, or is read now.
   *
   * @param read runs on the thread of the first who asks; what it throws, all get who wait for it
   * @return empty, and not kept, when there is nothing to read
   * @throws StoreException.Unavailable when another one's read takes too long
   */
  public Optional<V> get(K key, Supplier<Optional<V>> read) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = cache.asMap().putIfAbsent(key, mine);
    if (first != null) {
      return await(first);
    }
    try {
      Optional<V> found = read.get();
      mine.complete(found.orElse(null)); // an entry that ends with null or a failure goes by itself
      return found;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private Optional<V> await(CompletableFuture<V> first) {
    try {
      return Optional.ofNullable(first.get(longestWait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new StoreException.Unavailable("another request's read failed", e.getCause());
    } catch (TimeoutException e) {
      throw new StoreException.Unavailable("another request's read takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while another request reads", e);
    }
  }

  /** What is kept. */
  long weight() {
    cache.synchronous().cleanUp();
    return cache.synchronous().policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /** Whether the key was read lately or is being read: asking for it causes no further read. */
  public boolean has(K key) {
    return cache.getIfPresent(key) != null;
  }

  /** From now on the answer. */
  public void put(K key, V value) {
    cache.put(key, CompletableFuture.completedFuture(value));
  }

  /** The next one who asks reads anew. */
  public void forget(K key) {
    cache.asMap().remove(key);
  }
}
