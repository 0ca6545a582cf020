package dev.usher.cli.bench;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Measures what more users cost: every workload in a small account and in a large one, in turns, so
 * that whatever else the machine does falls on both.
 */
public final class GrowthBench {
  /** For the cache of the database: the code is compiled by then. */
  private static final Duration COMPILED = Duration.ofSeconds(2);

  private static final Duration WARM_UP = Duration.ofMillis(500);

  private final URI scimBase;
  private final Duration measured;
  private final Predicate<String> chosen;
  private final PrintWriter out;
  private final Clock clock;
  private final List<String> broken = new ArrayList<>();

  /**
   * An account with users.
   *
   * @param token a bearer token of it
   * @param seeds planted already
   */
  public record Planted(String token, Seeds seeds) {}

  /** One of the two. */
  private record Side(Load load, Seeds seeds, List<Workload> workloads) {}

  /**
   * @param measured how long each of the {@value Bench#TURNS} turns of a workload lasts
   * @param chosen by the workload's name
   */
  public GrowthBench(
      URI scimBase, Duration measured, Predicate<String> chosen, PrintWriter out, Clock clock) {
    this.scimBase = scimBase;
    this.measured = measured;
    this.chosen = chosen;
    this.out = out;
    this.clock = clock;
  }

  /** Runs, prints a table, and tells whether every promise was kept. */
  public boolean run(Planted small, Planted large) {
    Side fewer = side(small);
    Side more = side(large);
    print(
        "%-28s %5s %14s %14s %7s",
        "workload", "conn.", people(fewer) + ", ms", people(more) + ", ms", "ratio");
    for (int i = 0; i < fewer.workloads.size(); i++) {
      compare(fewer, more, i);
    }
    broken.forEach(promise -> print("BROKEN: %s", promise));
    print("%s", broken.isEmpty() ? "All promises kept." : broken.size() + " promises broken.");
    return broken.isEmpty();
  }

  private Side side(Planted planted) {
    Load load = Load.on(scimBase, planted.token());
    Population population = planted.seeds().population();
    Workloads workloads = Workloads.of(load, population, clock);
    return new Side(
        load,
        planted.seeds(),
        workloads.all().stream()
            .filter(each -> each.targets().flat() && chosen.test(each.name()))
            .toList());
  }

  private static String people(Side side) {
    return "%,d".formatted(side.seeds.population().people());
  }

  private void compare(Side fewer, Side more, int workload) {
    fewer.seeds.forgetAdded();
    more.seeds.forgetAdded();
    String name = fewer.workloads.get(workload).name();
    int crowd = Bench.COMPILING_CONNECTIONS;
    run(fewer, workload, crowd, Duration.ZERO, Bench.COMPILING);
    run(more, workload, crowd, Duration.ZERO, COMPILED);
    for (int connections : Bench.CONNECTIONS) {
      List<Double> few = new ArrayList<>();
      List<Double> many = new ArrayList<>();
      for (int turn = 0; turn < Bench.TURNS; turn++) {
        few.add(run(fewer, workload, connections, WARM_UP, measured));
        many.add(run(more, workload, connections, WARM_UP, measured));
      }
      double ratio = median(many) / median(few);
      print("%-28s %5d %14.2f %14.2f %7.2f", name, connections, median(few), median(many), ratio);
      if (ratio > EarlierRun.FLAT) {
        broken.add(
            "%s, %d connections: p50 × %.2f, not %.1f"
                .formatted(name, connections, ratio, EarlierRun.FLAT));
      }
    }
  }

  /** The median of what requests took, in milliseconds. */
  private double run(Side side, int workload, int connections, Duration warmUp, Duration lasting) {
    Workload each = side.workloads.get(workload);
    Figures figures = side.load.run(each, connections, warmUp, lasting);
    if (figures.errors() > 0) {
      broken.add(each.name() + ": " + figures.firstError().orElseThrow());
    }
    return figures.p50();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
