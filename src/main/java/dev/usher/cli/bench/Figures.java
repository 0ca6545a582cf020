package dev.usher.cli.bench;

import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What one run measured.
 *
 * @param perSecond how many requests were answered in a second
 * @param p50 milliseconds that half of the requests took at most
 * @param p95 milliseconds
 * @param p99 milliseconds
 * @param cpuMicros what this process and its database used of the processors for a request, the
 *     client included: what a busy machine does not blur
 * @param errors how many requests were refused or failed, in the warm-up too
 * @param firstError the first of them
 */
record Figures(
    double perSecond,
    double p50,
    double p95,
    double p99,
    double cpuMicros,
    long errors,
    Optional<String> firstError) {
  private static final double NANOS = 1e6;

  /**
   * @param answered how many requests were, also those that were sent before the time began: where
   *     each takes half of it they are most of them
   */
  static Figures of(
      long answered,
      Histogram nanos,
      Duration measured,
      double cpuMicros,
      long errors,
      Optional<String> firstError) {
    return new Figures(
        answered / (measured.toMillis() / 1e3),
        nanos.getValueAtPercentile(50) / NANOS,
        nanos.getValueAtPercentile(95) / NANOS,
        nanos.getValueAtPercentile(99) / NANOS,
        cpuMicros,
        errors,
        firstError);
  }
}
