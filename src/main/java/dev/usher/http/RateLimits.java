package dev.usher.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.Buckets;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who has asked how often, of this process: several processes behind a load balancer count each for
 * itself. A request counts for its caller and for its account, and more so the longer a worker is
 * busy with it.
 */
final class RateLimits {
  /** Whoever was quiet for so long begins with a full bucket. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  /** A caller whose bucket had to go begins with a full one. */
  private static final int REMEMBERED = 20_000;

  /** A request counts once for its first, and once more for each further one that has begun. */
  private static final Duration WORK_OF_ONE_TOKEN = Duration.ofMillis(100);

  /** For so long at most a caller waits whose requests took long. */
  private static final Duration LONGEST_DEBT = Duration.ofMinutes(1);

  private final TimeMeter time;
  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).maximumSize(REMEMBERED).build();

  /** A changed limit begins with a full bucket. */
  private record Key(UUID account, Optional<UUID> caller, RateLimit limit) {}

  /**
   * @param time what the buckets fill by
   */
  RateLimits(TimeMeter time) {
    this.time = time;
  }

  /**
   * Counts one request, or refuses it, which then counts for nobody.
   *
   * @return empty when it may go on, else how long to wait until both limits cover one more, with
   *     the work that is charged by now
   */
  Optional<Duration> refuse(Principal principal) {
    Optional<Bucket> caller = callerKey(principal).map(this::bucket);
    Optional<Bucket> account = accountKey(principal).map(this::bucket);
    Optional<Duration> callerWait = caller.flatMap(Buckets::draw);
    if (callerWait.isPresent()) {
      return Stream.concat(callerWait.stream(), account.flatMap(Buckets::wait).stream())
          .max(Comparator.naturalOrder());
    }
    Optional<Duration> accountWait = account.flatMap(Buckets::draw);
    accountWait.flatMap(refused -> caller).ifPresent(bucket -> bucket.addTokens(1));
    return accountWait;
  }

  /**
   * Counts the time that a worker was busy with a request which was not refused. The buckets may go
   * below zero: the next requests wait the longer.
   */
  void charge(Principal principal, Duration work) {
    long tokens = (work.toNanos() - 1) / WORK_OF_ONE_TOKEN.toNanos();
    if (tokens > 0) {
      callerKey(principal).ifPresent(key -> charge(key, tokens));
      accountKey(principal).ifPresent(key -> charge(key, tokens));
    }
  }

  private void charge(Key key, long tokens) {
    Bucket bucket = bucket(key);
    long most = key.limit().perSecond() * LONGEST_DEBT.toSeconds() + bucket.getAvailableTokens();
    if (most > 0) {
      bucket.consumeIgnoringRateLimits(Math.min(tokens, most));
    }
  }

  private static Optional<Key> callerKey(Principal principal) {
    return principal
        .account()
        .settings()
        .callerRateLimit()
        .map(
            limit ->
                new Key(
                    principal.account().id(), Optional.ofNullable(principal.actor().id()), limit));
  }

  private static Optional<Key> accountKey(Principal principal) {
    return principal
        .account()
        .settings()
        .rateLimit()
        .map(limit -> new Key(principal.account().id(), Optional.empty(), limit));
  }

  private Bucket bucket(Key key) {
    return buckets.get(
        key,
        absent ->
            Buckets.full(
                time, key.limit().burst(), key.limit().perSecond(), Duration.ofSeconds(1)));
  }
}
