package dev.usher.directory.jwt;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys behind one URL. They are fetched beside the requests, by one download at a time and no
 * more than {@link #MOST_FETCHES} in {@link #PAUSE}, whatever the tokens are that clients send.
 *
 * <p>A set is fetched again once it is {@link #AHEAD} old, which no request waits for. A set older
 * than {@link #FRESH} is used when a new one is not there within {@link Patience#GRACE}, and for
 * {@link #OUTAGE} at most. Only a token whose key is not known makes its request wait, and {@link
 * Patience} says for how long. Safe for use by many threads.
 */
final class RemoteKeys implements JWKSetSource<SecurityContext> {
  static final Duration AHEAD = Duration.ofMinutes(10);
  static final Duration FRESH = Duration.ofMinutes(15);
  static final Duration OUTAGE = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofSeconds(30);
  static final int MOST_FETCHES = 2;

  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  private final URI url;
  private final Function<URI, CompletableFuture<String>> download;
  private final Patience patience;
  private final Ticker time;
  private final Runnable changed;

  private Optional<Known> known = Optional.empty();
  private Optional<Fetch> underWay = Optional.empty();
  private boolean reachable = true;
  private long pauseBegan;
  private int fetches;

  /**
   * A set that was fetched.
   *
   * @param length of its text
   * @param nanos when it was
   */
  private record Known(JWKSet set, int length, long nanos) {}

  /**
   * A download of the set.
   *
   * @param began when it did
   */
  record Fetch(CompletableFuture<JWKSet> set, long began) {}

  /**
   * @param download begins to get the text behind a URL
   * @param changed is run when there is another set
   */
  RemoteKeys(
      URI url,
      Function<URI, CompletableFuture<String>> download,
      Patience patience,
      Ticker time,
      Runnable changed) {
    this.url = url;
    this.download = download;
    this.patience = patience;
    this.time = time;
    this.changed = changed;
  }

  /** Whether the last attempt to fetch the keys succeeded. */
  synchronized boolean reachable() {
    return reachable;
  }

  /** In characters. */
  synchronized int length() {
    return known.map(Known::length).orElse(0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws RateLimitReachedException when the set cannot be fetched again yet
   * @throws JWKSetUnavailableException when it cannot be had, or not within a short time
   */
  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
      throws KeySourceException {
    Optional<Known> usable = usable();
    if (usable.isPresent() && !evaluator.requiresRefresh(usable.get().set())) {
      return current(usable.get());
    }
    Fetch fetch = fetch().orElseThrow(RateLimitReachedException::new);
    return patience
        .await(fetch)
        .orElseThrow(() -> new JWKSetUnavailableException("the keys are not there yet"));
  }

  /** The set, or what it has been replaced by. */
  private JWKSet current(Known usable) {
    long age = time.read() - usable.nanos();
    if (age < AHEAD.toNanos()) {
      return usable.set();
    }
    Optional<Fetch> fetch = fetch();
    if (age < FRESH.toNanos()) {
      return usable.set();
    }
    return fetch.flatMap(patience::awaitShortly).orElse(usable.set());
  }

  private synchronized Optional<Known> usable() {
    return known.filter(each -> time.read() - each.nanos() < FRESH.plus(OUTAGE).toNanos());
  }

  /** The download that is under way, or begins now; empty when none may begin. */
  private Optional<Fetch> fetch() {
    Fetch fetch;
    synchronized (this) {
      if (underWay.isPresent() || !mayBegin()) {
        return underWay;
      }
      fetch = new Fetch(new CompletableFuture<>(), time.read());
      underWay = Optional.of(fetch);
    }
    try {
      download.apply(url).thenApply(RemoteKeys::parse).whenComplete((got, e) -> end(fetch, got, e));
    } catch (RuntimeException | Error notBegun) { // or it would be under way for ever
      end(fetch, null, notBegun);
    }
    return Optional.of(fetch);
  }

  private boolean mayBegin() {
    long now = time.read();
    if (fetches == 0 || now - pauseBegan >= PAUSE.toNanos()) {
      pauseBegan = now;
      fetches = 0;
    }
    if (fetches == MOST_FETCHES) {
      return false;
    }
    fetches++;
    return true;
  }

  private void end(Fetch fetch, Known got, Throwable failure) {
    synchronized (this) {
      underWay = Optional.empty();
      reachable = failure == null;
      if (failure == null) {
        known = Optional.of(new Known(got.set(), got.length(), time.read()));
      }
    }
    if (failure == null) {
      try {
        changed.run();
      } finally {
        fetch.set().complete(got.set());
      }
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof Error) {
        LOG.error("The keys of an issuer cannot be fetched", cause);
      } else {
        LOG.warn("The keys of an issuer cannot be fetched: {}", cause.getMessage());
      }
      fetch.set().completeExceptionally(cause);
    }
  }

  private static Known parse(String text) {
    try {
      return new Known(JWKSet.parse(text), text.length(), 0);
    } catch (ParseException e) {
      throw new CompletionException(new KeySourceException("what came is not a JWK Set", e));
    }
  }

  /** Nothing is held open. */
  @Override
  public void close() {}
}
