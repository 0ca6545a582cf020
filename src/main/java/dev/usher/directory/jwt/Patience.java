package dev.usher.directory.jwt;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long requests wait for keys, since one that waits occupies a worker. Every request waits
 * until a fetch is {@link #GRACE} old, which is enough for most servers; after that {@link #MOST}
 * requests in all wait for {@link #WAIT} more, and the others are turned away at once.
 */
final class Patience {
  static final Duration GRACE = Duration.ofMillis(300);
  static final Duration WAIT = Duration.ofSeconds(1);
  static final int MOST = 2;

  private final Semaphore waiting = new Semaphore(MOST);
  private final Ticker time;

  /**
   * @param time what fetches grow old by
   */
  Patience(Ticker time) {
    this.time = time;
  }

  /** What the fetch brings; empty when it failed, or takes too long. */
  Optional<JWKSet> await(RemoteKeys.Fetch fetch) {
    Optional<JWKSet> soon = awaitShortly(fetch);
    if (soon.isPresent() || fetch.set().isDone() || !waiting.tryAcquire()) {
      return soon.or(() -> done(fetch));
    }
    try {
      return get(fetch.set(), WAIT.toNanos());
    } finally {
      waiting.release();
    }
  }

  /** What the fetch brings until it is {@link #GRACE} old. */
  Optional<JWKSet> awaitShortly(RemoteKeys.Fetch fetch) {
    return get(fetch.set(), Math.max(0, GRACE.toNanos() - (time.read() - fetch.began())));
  }

  private static Optional<JWKSet> done(RemoteKeys.Fetch fetch) {
    return get(fetch.set(), 0);
  }

  private static Optional<JWKSet> get(CompletableFuture<JWKSet> set, long nanos) {
    try {
      return Optional.of(set.get(nanos, TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty(); // the fetch itself says in the log what it failed of
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
