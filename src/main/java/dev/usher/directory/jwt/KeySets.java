package dev.usher.directory.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The keys of issuers. Safe for use by many threads. */
public final class KeySets {
  /** In bytes, of all sets together. */
  private static final long MOST_BYTES = 32 * 1024 * 1024;

  /** What a character of a set takes, and what a set without any does; roughly. */
  private static final int BYTES_PER_CHARACTER = 8;

  private static final int BYTES_PER_SET = 2_000;

  private final Function<URI, CompletableFuture<String>> download;
  private final Ticker time;
  private final Patience patience;
  private final Cache<URI, RemoteKeys> remote =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher(
              (URI url, RemoteKeys keys) -> BYTES_PER_SET + BYTES_PER_CHARACTER * keys.length())
          .expireAfterAccess(Duration.ofDays(1))
          .build();

  public KeySets(SmallDownload download) {
    this(download::begin, Ticker.systemTicker());
  }

  KeySets(Function<URI, CompletableFuture<String>> download, Ticker time) {
    this.download = download;
    this.time = time;
    this.patience = new Patience(time);
  }

  /** The keys of one issuer. */
  interface Keys {
    JWKSource<SecurityContext> source();

    /** Whether the last attempt to fetch them succeeded. */
    boolean reachable();
  }

  Keys of(KeySource source) {
    return source instanceof KeySource.Remote known
        ? new Fetched(remote.get(known.url(), this::keys))
        : new Given((KeySource.Inline) source);
  }

  /** The keys behind a URL, which weigh something else after each fetch. */
  private RemoteKeys keys(URI url) {
    return new RemoteKeys(url, download, patience, time, () -> weighAgain(url));
  }

  private void weighAgain(URI url) {
    remote.asMap().computeIfPresent(url, (key, keys) -> keys);
  }

  private record Fetched(RemoteKeys keys) implements Keys {
    @Override
    public JWKSource<SecurityContext> source() {
      return new JWKSetBasedJWKSource<>(keys);
    }

    @Override
    public boolean reachable() {
      return keys.reachable();
    }
  }

  private record Given(KeySource.Inline inline) implements Keys {
    @Override
    public JWKSource<SecurityContext> source() {
      try {
        return new ImmutableJWKSet<>(JWKSet.parse(inline.json()));
      } catch (ParseException e) {
        throw new IllegalStateException("a stored JWK Set cannot be read", e);
      }
    }

    @Override
    public boolean reachable() {
      return true;
    }
  }
}
