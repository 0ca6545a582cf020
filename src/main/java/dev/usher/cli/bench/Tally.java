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
  private Optional<String> firstError = Optional.empty();
  private Duration measured = Duration.ZERO;
  private Duration processors = Duration.ZERO;

  /** A request was answered, in time or not. */
  void sent() {
    sent++;
  }

  /** It was refused, or failed. */
  void failed(String what) {
    errors++;
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
    firstError = firstError.or(() -> other.firstError);
    measured = measured.plus(other.measured);
    processors = processors.plus(other.processors);
  }

  /** How many requests were answered, in time or not. */
  long all() {
    return sent;
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
