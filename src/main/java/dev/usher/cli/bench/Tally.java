package dev.usher.cli.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was counted of requests of one kind, in one run or in several. Not thread-safe. */
final class Tally {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;

  private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
  private long sent;
  private long answered;
  private long errors;
  private long refused;
  private long waits;
  private Duration waited = Duration.ZERO;
  private Optional<String> firstError = Optional.empty();
  private Duration measured = Duration.ZERO;
  private Duration processors = Duration.ZERO;

  /** A request was answered, in time or not. */
  void sent() {
    sent++;
  }

  /** It was answered so that it did not do what it should. */
  void failed(String what, int status) {
    errors++;
    if (MeasurementException.isRefusal(status)) {
      refused++;
    }
    firstError = firstError.or(() -> Optional.of(what));
  }

  /** It was answered in the time that is measured. */
  void answered() {
    answered++;
  }

  /** It was sent in that time too. */
  void took(long nanos) {
    latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
  }

  /** So many requests were repeated after 429, and waited so long for that. */
  void waited(int times, Duration inAll) {
    waits += times;
    waited = waited.plus(inAll);
  }

  /** That time. */
  void lasted(Duration duration) {
    measured = measured.plus(duration);
  }

  /** What the processors did for all that were sent. */
  void used(Duration time) {
    processors = processors.plus(time);
  }

  void add(Tally other) {
    latencies.add(other.latencies);
    sent += other.sent;
    answered += other.answered;
    errors += other.errors;
    refused += other.refused;
    waits += other.waits;
    waited = waited.plus(other.waited);
    firstError = firstError.or(() -> other.firstError);
    measured = measured.plus(other.measured);
    processors = processors.plus(other.processors);
  }

  /** How many requests were answered, in time or not. */
  long all() {
    return sent;
  }

  /** Why there is nothing to show; empty when a request was answered as it should be. */
  Optional<MeasurementException> nothing() {
    return firstError
        .filter(error -> errors == sent)
        .map(error -> MeasurementException.none(error, refused == sent));
  }

  /** What 429 did to the requests, in words; empty for nothing. */
  Optional<String> throttled() {
    return waits == 0
        ? Optional.empty()
        : Optional.of(
            "%,d times answered 429; the waits, %.1f s in all, count in ops/s only"
                .formatted(waits, waited.toMillis() / 1e3));
  }

  boolean hasAnswers() {
    return latencies.getTotalCount() > 0;
  }

  Figures figures() {
    return new Figures(
        answered / (measured.toNanos() / 1e9),
        millis(50),
        millis(95),
        millis(99),
        processors.toNanos() / 1e3 / Math.max(sent, 1),
        errors,
        firstError);
  }

  private double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }
}
