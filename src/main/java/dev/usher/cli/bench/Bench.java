package dev.usher.cli.bench;

import dev.usher.cli.bench.Load.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    workloads.skipped().forEach(each -> report.note("skipped: " + each));
    prepare(wanted);
    report.header();
    for (Workload workload : wanted) {
      clear.run();
      for (int connections : CONNECTIONS) {
        report.add(measure(workload, connections));
      }
    }
  }

  /** In turns, so that whatever else the machine does falls on both. */
  private Result measure(Workload workload, int connections) {
    Optional<Load> best = limitOf(workload).map(each -> Load.onLimit(each.base()));
    Tally usher = new Tally();
    Tally atBest = new Tally();
    for (int turn = 0; turn < TURNS; turn++) {
      usher.add(turn(server, workload, connections));
      best.ifPresent(load -> atBest.add(turn(load, workload, connections)));
    }
    return new Result(workload, connections, usher.figures(), best.map(load -> atBest.figures()));
  }

  private Tally turn(Load load, Workload workload, int connections) {
    return load.tally(workload, connections, warmUp.dividedBy(TURNS), measured.dividedBy(TURNS));
  }

  /**
   * Asks a server until the limit knows what it answers to the requests of a workload: {@value
   * #ASKED_FIRST} times, or as often as it answers in a few seconds, at least once.
   *
   * @throws IllegalStateException when the server refuses one
   */
  static void learn(Load server, Optional<LimitServer> limit, Workload workload) {
    long end = System.nanoTime() + ASKING.toNanos();
    for (int i = 0; i == 0 || (i < ASKED_FIRST && System.nanoTime() - end < 0); i++) {
      Call call = workload.next();
      Answer answer = server.ask(call);
      if (!answer.good()) {
        throw new IllegalStateException(
            call.method() + " " + call.path() + " was answered " + answer.text());
      }
      limit.ifPresent(each -> each.answer(call.operation(), answer.status(), answer.body()));
    }
  }

  private Optional<LimitServer> limitOf(Workload workload) {
    return limit.filter(each -> each.does(workload.next().operation()));
  }

  private void prepare(List<Workload> wanted) {
    try (Progress progress = Progress.of("Warming up", Math.max(1, wanted.size()))) {
      for (Workload workload : wanted) {
        prepare(workload);
        progress.step();
      }
    }
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
