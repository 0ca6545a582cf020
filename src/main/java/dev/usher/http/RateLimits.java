package dev.usher.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.account.AccountSettings;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Who has asked how often, of this process: several processes behind a load balancer count each for
 * itself. A request counts for its caller and for its account.
 */
final class RateLimits {
  /** Whoever was quiet for so long begins with a full bucket. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  /** A caller whose bucket had to go begins with a full one. */
  private static final int REMEMBERED = 20_000;

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
   * @return empty when it may go on, else how long to wait until one more may come
   */
  Optional<Duration> refuse(Principal principal) {
    AccountSettings settings = principal.account().settings();
    UUID account = principal.account().id();
    Optional<Bucket> caller =
        settings
            .callerRateLimit()
            .map(limit -> new Key(account, Optional.ofNullable(principal.actor().id()), limit))
            .map(this::bucket);
    Optional<Duration> wait = caller.flatMap(RateLimits::draw);
    if (wait.isPresent()) {
      return wait;
    }
    Optional<Duration> accountWait =
        settings
            .rateLimit()
            .map(limit -> bucket(new Key(account, Optional.empty(), limit)))
            .flatMap(RateLimits::draw);
    accountWait.flatMap(refused -> caller).ifPresent(bucket -> bucket.addTokens(1));
    return accountWait;
  }

  private static Optional<Duration> draw(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(Key key) {
    return buckets.get(
        key,
        absent ->
            Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(
                    limit ->
                        limit
                            .capacity(key.limit().burst())
                            .refillGreedy(key.limit().perSecond(), Duration.ofSeconds(1)))
                .build());
  }
}
