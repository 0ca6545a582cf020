package dev.usher.cli.bench;

import dev.usher.cli.bench.Load.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Measures every workload, each beside its limit. */
final class Bench {
  static final List<Integer> CONNECTIONS = List.of(1, 16);

  /** What the compiler needs of each workload to have done nearly all that it will do. */
  static final Duration COMPILING = Duration.ofSeconds(8);

  /** The limit has little code of its own. */
  private static final Duration COMPILING_LIMIT = Duration.ofSeconds(2);

  static final int COMPILING_CONNECTIONS = 16;

  static final int TURNS = 4;

  /** Enough to meet the rarest request of the mix. */
  private static final int ASKED_FIRST = 300;

  /** A slow request is asked less often; once is enough for a workload of one kind. */
  private static final Duration ASKING = Duration.ofSeconds(3);

  private final Load server;
  private final Optional<LimitServer> limit;
  private final Duration warmUp;
  private final Duration measured;
  private final Runnable clear;

  /**
   * @param limit empty for a server that is not Usher
   * @param warmUp before each measurement, when the compiler has done its work
   * @param measured how long each lasts
   * @param clear takes away what others before a workload have added
   */
  Bench(
      Load server,
      Optional<LimitServer> limit,
      Duration warmUp,
      Duration measured,
      Runnable clear) {
    this.server = server;
    this.limit = limit;
    this.warmUp = warmUp;
    this.measured = measured;
    this.clear = clear;
  }

  /**
   * Runs what is chosen and adds it to the report.
   *
   * @param chosen by the workload's name
   */
  void run(Workloads workloads, Predicate<String> chosen, Report report) {
    List<Workload> wanted = workloads.all().stream().filter(w -> chosen.test(w.name())).toList();
    report.facts();
    Map<String, MeasurementException> failures = prepare(wanted);
    report.header();
    for (Workload workload : wanted) {
      MeasurementException failure = failures.get(workload.name());
      if (failure == null) {
        measure(workload, report);
      } else {
        report.add(workload.name(), failure);
      }
    }
    workloads.notOffered().entrySet().stream()
        .filter(each -> chosen.test(each.getKey()))
        .forEach(each -> report.notOffered(each.getKey(), each.getValue()));
  }

  private void measure(Workload workload, Report report) {
    clear.run();
    try {
      for (int connections : CONNECTIONS) {
        measure(workload, connections, report);
      }
    } catch (MeasurementException e) {
      report.add(workload.name(), orThrow(e));
    }
  }

  /** What another server does not do is a result; what Usher does not do is a fault. */
  private MeasurementException orThrow(MeasurementException failure) {
    if (limit.isPresent()) {
      throw failure;
    }
    return failure;
  }

  /** In turns, so that whatever else the machine does falls on both. */
  private void measure(Workload workload, int connections, Report report) {
    Optional<Load> best = limitOf(workload).map(each -> Load.onLimit(each.base()));
    Tally usher = new Tally();
    Tally atBest = new Tally();
    for (int turn = 0; turn < TURNS; turn++) {
      usher.add(turn(server, workload, connections));
      best.ifPresent(load -> atBest.add(turn(load, workload, connections)));
    }
    if (limit.isEmpty() && usher.nothing().isPresent()) {
      throw usher.nothing().get();
    }
    report.add(
        new Result(workload, connections, usher.figures(), best.map(load -> atBest.figures())));
    usher.throttled().ifPresent(words -> report.note("  " + words));
  }

  private Tally turn(Load load, Workload workload, int connections) {
    return load.tally(workload, connections, warmUp.dividedBy(TURNS), measured.dividedBy(TURNS));
  }

  /**
   * Asks a server until the limit knows what it answers to the requests of a workload: {@value
   * #ASKED_FIRST} times, or as often as it answers in a few seconds, at least once.
   *
   * @throws MeasurementException when Usher refuses one, or another server all of one operation
   */
  static void learn(Load server, Optional<LimitServer> limit, Workload workload) {
    Map<String, MeasurementException> refused = new LinkedHashMap<>();
    Set<String> answered = new HashSet<>();
    long end = System.nanoTime() + ASKING.toNanos();
    for (int i = 0; i == 0 || (i < ASKED_FIRST && System.nanoTime() - end < 0); i++) {
      Call call = workload.next();
      Answer answer = server.ask(call);
      if (answer.good()) {
        answered.add(call.operation());
        limit.ifPresent(each -> each.answer(call.operation(), answer.status(), answer.body()));
      } else if (limit.isPresent()) {
        throw server.refused(call, answer);
      } else {
        refused.putIfAbsent(call.operation(), server.refused(call, answer));
      }
    }
    refused.keySet().removeAll(answered);
    if (!refused.isEmpty()) {
      throw refused.values().iterator().next();
    }
  }

  private Optional<LimitServer> limitOf(Workload workload) {
    return limit.filter(each -> each.does(workload.next().operation()));
  }

  /** Prepares all; what became of those that cannot be measured, by name. */
  private Map<String, MeasurementException> prepare(List<Workload> wanted) {
    Map<String, MeasurementException> failures = new HashMap<>();
    try (Progress progress = Progress.of("Warming up", Math.max(1, wanted.size()))) {
      for (Workload workload : wanted) {
        try {
          prepare(workload);
        } catch (MeasurementException e) {
          failures.put(workload.name(), orThrow(e));
        }
        progress.step();
      }
    }
    return failures;
  }

  /**
   * Gives the limit its answers, and the compiler something to do, so that the first is not last.
   */
  private void prepare(Workload workload) {
    learn(server, limit, workload);
    server.run(workload, COMPILING_CONNECTIONS, Duration.ZERO, COMPILING);
    limitOf(workload)
        .ifPresent(
            each ->
                Load.onLimit(each.base())
                    .run(workload, COMPILING_CONNECTIONS, Duration.ZERO, COMPILING_LIMIT));
  }
}
