package dev.usher.directory;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/** What every limit of a rate does with its buckets. */
public final class Buckets {

  private Buckets() {}

  /**
   * A full bucket.
   *
   * @param time what it is refilled by
   * @param burst how much it holds
   * @param refill how much comes back, evenly, in each period
   */
  public static Bucket full(TimeMeter time, long burst, long refill, Duration period) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(bandwidth -> bandwidth.capacity(burst).refillGreedy(refill, period))
        .build();
  }

  /**
   * Takes one.
   *
   * @return empty when there was one, else how long until there is one
   */
  public static Optional<Duration> draw(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /**
   * Takes none.
   *
   * @return empty when there is one, else how long until there is one
   */
  public static Optional<Duration> wait(Bucket bucket) {
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
