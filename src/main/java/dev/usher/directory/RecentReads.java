package dev.usher.directory;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * What was read from the database lately. Those who want the same at the same time share one read
 * and its failure too: while the database is away all of them are told so after one wait, and not
 * one after the other. Safe for use by many threads.
 */
public final class RecentReads<K, V> {
  private final AsyncCache<K, V> cache;

  /**
   * @param size how many are kept
   * @param age how long each is kept
   */
  public RecentReads(int size, Duration age, Ticker ticker) {
    this.cache =
        Caffeine.newBuilder().maximumSize(size).expireAfterWrite(age).ticker(ticker).buildAsync();
  }

  /**
   * What was read lately, or is read now.
   *
   * @param read runs on the thread of the first who asks; what it throws, all get who wait for it
   * @return empty, and not kept, when there is nothing to read
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

  private static <V> Optional<V> await(CompletableFuture<V> first) {
    try {
      return Optional.ofNullable(first.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Whether it was read lately, or is being read: whoever asks for it causes no further read. */
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
