package dev.usher.directory.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of issuers, each set kept for a while. A key that is not in the set makes it be fetched
 * again, but no more than twice in {@link #PAUSE}, whoever sends such tokens; while its server is
 * down, the last set is good for {@link #OUTAGE} more.
 */
public final class KeySets {
  private static final Logger LOG = LoggerFactory.getLogger(KeySets.class);

  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofHours(1);

  /** How long a request waits for another one's fetch. */
  private static final Duration WAIT = Duration.ofSeconds(4);

  private static final int KNOWN = 1_000;

  private final ResourceRetriever download;
  private final Cache<URI, Keys> remote =
      Caffeine.newBuilder().maximumSize(KNOWN).expireAfterAccess(Duration.ofDays(1)).build();

  public KeySets(SmallDownload download) {
    this.download = download;
  }

  /** The keys of one issuer. */
  interface Keys {
    JWKSource<SecurityContext> source();

    /** Whether the last attempt to fetch them succeeded. */
    boolean reachable();
  }

  Keys of(KeySource source) {
    if (source instanceof KeySource.Remote known) {
      return remote.get(known.url(), url -> new Fetched(url, download));
    }
    return inline((KeySource.Inline) source);
  }

  private static Keys inline(KeySource.Inline source) {
    JWKSource<SecurityContext> keys;
    try {
      keys = new ImmutableJWKSet<>(JWKSet.parse(source.json()));
    } catch (ParseException e) {
      throw new IllegalStateException("a stored JWK Set cannot be read", e);
    }
    return new Keys() {
      @Override
      public JWKSource<SecurityContext> source() {
        return keys;
      }

      @Override
      public boolean reachable() {
        return true;
      }
    };
  }

  private static final class Fetched implements Keys {
    private final ResourceRetriever download;
    private final JWKSource<SecurityContext> source;
    private volatile boolean reachable = true;

    Fetched(URI url, ResourceRetriever download) {
      this.download = download;
      this.source =
          JWKSourceBuilder.<SecurityContext>create(url(url), this::fetch)
              .cache(FRESH.toMillis(), WAIT.toMillis())
              .refreshAheadCache(false)
              .rateLimited(PAUSE.toMillis())
              .outageTolerant(OUTAGE.toMillis())
              .build();
    }

    private Resource fetch(URL url) throws IOException {
      try {
        Resource fetched = download.retrieveResource(url);
        reachable = true;
        return fetched;
      } catch (IOException e) {
        reachable = false;
        LOG.warn("The keys of an issuer cannot be fetched: {}", e.getMessage());
        throw e;
      }
    }

    private static URL url(URI uri) {
      try {
        return uri.toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a stored address of keys cannot be used", e);
      }
    }

    @Override
    public JWKSource<SecurityContext> source() {
      return source;
    }

    @Override
    public boolean reachable() {
      return reachable;
    }
  }
}
