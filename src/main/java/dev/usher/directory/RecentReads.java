package dev.usher.directory;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.usher.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What was read of accounts, kept until the account changes ({@link AccountChanges}). Those who
 * want the same at the same time share one read and its failure too: while the database is away all
 * of them are told so after one wait, and not one after the other. Nobody waits for another one's
 * read for longer than {@link #LONGEST_WAIT}. Safe for use by many threads.
 */
public final class RecentReads<K, V> {
  /**
   * How long what is kept until it changes is kept at most: so long does what was changed in the
   * tables by hand go unseen.
   */
  public static final Duration LONGEST_AGE = Duration.ofMinutes(10);

  /** More than a connection to the database, or a statement by key, may take. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

  private final AsyncCache<K, V> cache;
  private final Function<? super V, UUID> account;
  private final BooleanSupplier counts;
  private final Duration longestWait;

  /**
   * @param counts whether what is kept counts now
   */
  RecentReads(
      Limits<? super K, ? super V> limits,
      Function<? super V, UUID> account,
      BooleanSupplier counts,
      Ticker ticker,
      Duration longestWait) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(limits.weight)
            .weigher(limits.weigher)
            .expireAfterWrite(limits.age)
            .ticker(ticker)
            .buildAsync();
    this.account = account;
    this.counts = counts;
    this.longestWait = longestWait;
  }

  /**
   * What bounds that which is kept.
   *
   * @param weight of all together
   * @param weigher of each
   * @param age how long each is kept at most
   */
  public record Limits<K, V>(long weight, Weigher<K, V> weigher, Duration age) {

    /** So many, kept until they change. */
    public static Limits<Object, Object> of(int size) {
      return new Limits<>(size, Weigher.singletonWeigher(), LONGEST_AGE);
    }

    /** The same, kept no longer than that. */
    public Limits<K, V> keptFor(Duration shorter) {
      return new Limits<>(weight, weigher, shorter);
    }
  }

  /**
   * Keeps reads until the account changes that they are of.
   *
   * @param account whose each is
   */
  public static <K, V> RecentReads<K, V> untilChanged(
      AccountChanges changes,
      Limits<? super K, ? super V> limits,
      Function<? super V, UUID> account) {
    RecentReads<K, V> reads =
        new RecentReads<>(limits, account, changes::areKnown, changes.ticker(), LONGEST_WAIT);
    changes.dropFrom(reads);
    return reads;
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
    while (first != null) {
      if (!first.isDone() || counts.getAsBoolean()) {
        return await(first);
      }
      first = cache.asMap().replace(key, first, mine) ? null : cache.asMap().putIfAbsent(key, mine);
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

  /** Whether asking for the key causes no further read: it is kept and counts, or is being read. */
  public boolean has(K key) {
    CompletableFuture<V> kept = cache.getIfPresent(key);
    return kept != null && (!kept.isDone() || counts.getAsBoolean());
  }

  /**
   * Drops what is of these accounts, and what is being read: that may be of them, as they were.
   * Those who wait for it get it, and the next one who asks reads anew.
   */
  void drop(Set<UUID> accounts) {
    cache
        .asMap()
        .forEach(
            (key, each) -> {
              if (!each.isDone()
                  || each.isCompletedExceptionally()
                  || isOf(each.join(), accounts)) {
                cache.asMap().remove(key, each);
              }
            });
  }

  private boolean isOf(V value, Set<UUID> accounts) {
    return value == null || accounts.contains(account.apply(value));
  }

  /** Drops everything. */
  void dropAll() {
    cache.asMap().clear();
  }
}
