package dev.usher.stress;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What requests of one kind were answered, and how soon. */
final class Tally {
  private final String kind;
  private final Histogram micros = new ConcurrentHistogram(3);
  private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();

  Tally(String kind) {
    this.kind = kind;
  }

  void answered(int status, long nanos) {
    micros.recordValue(Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos)));
    count(Integer.toString(status));
  }

  /** A request that waits, or that its caller could not even send. */
  void unanswered(long nanos) {
    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
    count("unanswered");
  }

  /** The connection ended without an answer. */
  void cutOff() {
    count("cut off");
  }

  private void count(String outcome) {
    answers.computeIfAbsent(outcome, key -> new AtomicLong()).incrementAndGet();
  }

  long of(String outcome) {
    AtomicLong count = answers.get(outcome);
    return count == null ? 0 : count.get();
  }

  long all() {
    return answers.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** Answers of 200 to 299. */
  long good() {
    return answers.entrySet().stream()
        .filter(each -> each.getKey().startsWith("2"))
        .mapToLong(each -> each.getValue().get())
        .sum();
  }

  Duration percentile(double percent) {
    return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros.getValueAtPercentile(percent)));
  }

  /** One line: how many, the median, p99 and maximum in milliseconds, and the answers by status. */
  @Override
  public String toString() {
    return "%-24s %6d  p50 %6d ms  p99 %6d ms  max %6d ms  %s"
        .formatted(
            kind,
            all(),
            percentile(50).toMillis(),
            percentile(99).toMillis(),
            percentile(100).toMillis(),
            answers);
  }
}
