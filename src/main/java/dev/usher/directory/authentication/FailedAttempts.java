package dev.usher.directory.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.Buckets;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts failed attempts to authenticate, in this process. Only failures draw from a bucket: a
 * caller that succeeds never empties it. Attempts that run at the same time may fail beyond the
 * limit, at most as many as requests are worked on at once. Safe for use by many threads.
 */
public final class FailedAttempts {
  /** Beyond this the least recently used buckets are dropped, which forgives their failures. */
  private static final int MOST_BUCKETS = 100_000;

  private final FailureLimit limit;
  private final TimeMeter time;
  private final Cache<Key, Bucket> buckets;

  /** What an attempt presents. */
  public enum Kind {
    BEARER_TOKEN,
    OAUTH_ADDRESS,
    OAUTH_CLIENT,
    INVITATION_LINK
  }

  /**
   * What failures are counted for.
   *
   * @param source the {@link SourceNetwork}, with the client's id where that counts too
   */
  public record Key(Kind kind, String source) {}

  /**
   * @param time what the buckets are refilled by
   */
  public FailedAttempts(FailureLimit limit, TimeMeter time) {
    this.limit = limit;
    this.time = time;
    // a bucket that has been left alone for so long is full again, as one that is not there is
    Duration full = Duration.ofMinutes(limit.burst() / limit.perMinute() + 1L);
    this.buckets = Caffeine.newBuilder().maximumSize(MOST_BUCKETS).expireAfterAccess(full).build();
  }

  /**
   * Whether an attempt has to wait.
   *
   * @return empty when it may be made, else how long until the next one may
   */
  public Optional<Duration> wait(Key key) {
    Bucket bucket = buckets.getIfPresent(key);
    if (bucket == null) {
      return Optional.empty();
    }
    return Buckets.wait(bucket);
  }

  /** Counts a failure. */
  public void failed(Key key) {
    buckets.get(key, absent -> full()).tryConsume(1);
  }

  private Bucket full() {
    return Buckets.full(time, limit.burst(), limit.perMinute(), Duration.ofMinutes(1));
  }
}
