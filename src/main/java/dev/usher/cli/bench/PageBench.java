package dev.usher.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures what a page with its total costs in a small account, in times of a GET: in turns, so
 * that whatever else the machine does falls on both. A page is asked for while nothing changes, and
 * again right after a change, when its total has to be counted.
 */
public final class PageBench {
  /** How many times as long as a GET a page may take while nothing changes. */
  static final double MOST = 7;

  private static final Duration WARM_UP = Duration.ofMillis(300);

  private final Load load;
  private final URI scimBase;
  private final String token;
  private final Workloads workloads;
  private final Workload change;
  private final Duration measured;
  private final PrintWriter out;

  /**
   * @param token a bearer token of the account
   * @param seeds planted already
   * @param measured how long each of the {@value Bench#TURNS} turns of a row lasts
   */
  public PageBench(
      URI scimBase, String token, Seeds seeds, Duration measured, PrintWriter out, Clock clock) {
    this.load = Load.on(scimBase, token);
    this.scimBase = scimBase;
    this.token = token;
    this.workloads = Workloads.of(load, seeds.population(), clock);
    this.change = workloads.change();
    this.measured = measured;
    this.out = out;
  }

  /** A line of the table: what is asked, and whether after a change each time. */
  private record Row(Workload workload, boolean afterChange, List<Double> millis) {
    Row(Workload workload, boolean afterChange) {
      this(workload, afterChange, new ArrayList<>());
    }

    double median() {
      List<Double> sorted = millis.stream().sorted().toList();
      return sorted.get(sorted.size() / 2);
    }

    String name() {
      return workload.name() + (afterChange ? ", after a change" : "");
    }
  }

  /** Runs, prints a table, and tells whether every promise was kept. */
  public boolean run() {
    List<Workload> reads = workloads.pages();
    List<Row> rows = new ArrayList<>();
    for (boolean afterChange : List.of(false, true)) {
      reads.forEach(each -> rows.add(new Row(each, afterChange)));
    }
    compile(reads);
    for (int turn = 0; turn < Bench.TURNS; turn++) {
      rows.forEach(this::measure);
    }
    return print(rows, reads.size());
  }

  private void compile(List<Workload> reads) {
    List<Workload> all = new ArrayList<>(reads);
    all.add(change);
    try (Progress progress = Progress.of("Warming up", all.size())) {
      for (Workload each : all) {
        load.run(each, Bench.COMPILING_CONNECTIONS, Duration.ZERO, Bench.COMPILING);
        progress.step();
      }
    }
  }

  private void measure(Row row) {
    try (LastingConnection connection = new LastingConnection(scimBase, Optional.of(token))) {
      long begin = System.nanoTime() + WARM_UP.toNanos();
      long end = begin + measured.toNanos();
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        if (row.afterChange) {
          send(connection, change.next());
        }
        Call call = row.workload.next();
        long start = System.nanoTime();
        send(connection, call);
        double millis = (System.nanoTime() - start) / 1e6;
        if (start >= begin) {
          row.millis.add(millis);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(LastingConnection connection, Call call) throws IOException {
    int status = connection.send(call.method(), call.path(), call.body());
    if (status / 100 != 2) {
      throw new IllegalStateException(
          call.method() + " " + call.path() + " was answered " + status);
    }
  }

  /**
   * @param reads how many rows have the same GET, their first
   */
  private boolean print(List<Row> rows, int reads) {
    List<String> broken = new ArrayList<>();
    out.printf("%-44s %9s %9s %9s%n", "1 connection", "requests", "p50, ms", "GETs");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double times = row.median() / rows.get(i / reads * reads).median();
      out.printf("%-44s %,9d %9.2f %9.1f%n", row.name(), row.millis.size(), row.median(), times);
      if (!row.afterChange && times > MOST) {
        broken.add("%s: %.1f times a GET, not %.0f".formatted(row.name(), times, MOST));
      }
    }
    broken.forEach(promise -> out.printf("BROKEN: %s%n", promise));
    out.printf(
        "%s%n", broken.isEmpty() ? "All promises kept." : broken.size() + " promises broken.");
    out.flush();
    return broken.isEmpty();
  }
}
