package dev.usher.directory.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.Buckets;
import dev.usher.directory.authentication.IssueLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts the access tokens of each OAuth client, in this process: each of them writes a row of the
 * audit trail, which stays. Safe for use by many threads.
 */
public final class IssueLimits {
  /** Beyond this the least recently used buckets are dropped; the client begins with a full one. */
  private static final int MOST_CLIENTS = 20_000;

  private final IssueLimit limit;
  private final TimeMeter time;
  private final Cache<UUID, Bucket> buckets;

  /**
   * @param time what the buckets are refilled by
   */
  public IssueLimits(IssueLimit limit, TimeMeter time) {
    this.limit = limit;
    this.time = time;
    // a bucket that has been left alone for so long is full again, as one that is not there is
    Duration full = Duration.ofMinutes(limit.burst() / limit.perMinute() + 1L);
    this.buckets = Caffeine.newBuilder().maximumSize(MOST_CLIENTS).expireAfterAccess(full).build();
  }

  /**
   * Counts one access token, or refuses it, which then does not count.
   *
   * @return empty when it may be given, else how long until one may
   */
  Optional<Duration> refuse(UUID client) {
    return Buckets.draw(bucket(client));
  }

  /** Takes back the count of an access token that was not given after all. */
  void giveBack(UUID client) {
    bucket(client).addTokens(1);
  }

  private Bucket bucket(UUID client) {
    return buckets.get(
        client,
        absent -> Buckets.full(time, limit.burst(), limit.perMinute(), Duration.ofMinutes(1)));
  }
}
