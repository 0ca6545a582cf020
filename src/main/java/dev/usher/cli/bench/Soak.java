package dev.usher.cli.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Runs the mix for a long time, and looks whether anything wears out. */
final class Soak {
  private static final int CONNECTIONS = 16;
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** How much of the first third's throughput the last third must still have. */
  private static final double FLAT = 0.9;

  /** How much more heap than the first third the last may need after a collection. */
  private static final double HEAP_GROWTH = 1.2;

  private final Load server;
  private final Workload mix;
  private final PrintWriter out;

  private record Interval(double perSecond, long heap, long errors) {}

  Soak(Load server, Workload mix, PrintWriter out) {
    this.server = server;
    this.mix = mix;
    this.out = out;
  }

  /**
   * Runs, prints a line each half minute, and tells whether nothing wore out.
   *
   * @param minutes at least 2
   */
  boolean run(int minutes) {
    server.run(mix, CONNECTIONS, Duration.ZERO, INTERVAL); // the compiler's
    print(
        "%8s %9s %8s %8s %8s %9s %7s",
        "minute", "ops/s", "p50 ms", "p95 ms", "p99 ms", "heap MB", "errors");
    List<Interval> intervals = new ArrayList<>();
    int count = (int) (Duration.ofMinutes(minutes).toMillis() / INTERVAL.toMillis());
    for (int i = 1; i <= count; i++) {
      Figures figures = server.run(mix, CONNECTIONS, Duration.ZERO, INTERVAL);
      long heap = liveHeap();
      intervals.add(new Interval(figures.perSecond(), heap, figures.errors()));
      print(
          "%8.1f %,9.0f %8.2f %8.2f %8.2f %9d %7d",
          i * INTERVAL.toSeconds() / 60.0,
          figures.perSecond(),
          figures.p50(),
          figures.p95(),
          figures.p99(),
          heap >> 20,
          figures.errors());
      figures.firstError().ifPresent(error -> print("  %s", error));
    }
    return judge(intervals);
  }

  private boolean judge(List<Interval> intervals) {
    int third = Math.max(1, intervals.size() / 3);
    List<Interval> first = intervals.subList(0, third);
    List<Interval> last = intervals.subList(intervals.size() - third, intervals.size());
    double throughput = mean(last, true) / mean(first, true);
    double heap = mean(last, false) / mean(first, false);
    long errors = intervals.stream().mapToLong(Interval::errors).sum();
    print(
        "The last third has %.2f of the first one's throughput and %.2f of its heap; %d errors.",
        throughput, heap, errors);
    boolean kept = throughput >= FLAT && heap <= HEAP_GROWTH && errors == 0;
    print("%s", kept ? "Nothing wears out." : "MISSED: throughput and heap flat, no error.");
    return kept;
  }

  private static double mean(List<Interval> intervals, boolean throughput) {
    return IntStream.range(0, intervals.size())
        .mapToDouble(
            i -> throughput ? intervals.get(i).perSecond() : (double) intervals.get(i).heap())
        .average()
        .orElse(0);
  }

  /** What is in use after a collection. */
  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
