package dev.usher.cli.bench;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The benchmark of the whole: {@code scripts/bench}. */
public final class WholeBench {
  private final Choice choice;
  private final PrintWriter out;
  private final Clock clock;
  private final Optional<EarlierRun> earlier;

  /**
   * What the caller chose.
   *
   * @param people how many users there shall be
   * @param groups how many groups, the large one included
   * @param measured how long each measurement lasts
   * @param only a part of the names of the workloads to run; empty for all
   * @param compared the file of an earlier run
   * @param directory where the results go
   */
  public record Choice(
      int people,
      int groups,
      Duration measured,
      String only,
      Optional<Path> compared,
      Path directory) {}

  /**
   * @throws UncheckedIOException when the earlier run cannot be read
   * @throws IllegalArgumentException when it is none
   */
  public WholeBench(Choice choice, PrintWriter out, Clock clock) {
    this.choice = choice;
    this.out = out;
    this.clock = clock;
    this.earlier = choice.compared().map(EarlierRun::read);
  }

  /**
   * Measures the Usher of this process beside its limit.
   *
   * @param seeds planted already
   * @param untilReady how long the process took to begin to listen
   * @return whether every target was kept
   */
  public boolean run(OwnServer own, Seeds seeds, Duration untilReady) {
    Load load = Load.on(own.scimBase(), own.token());
    LimitReads reads = new LimitReads(own.plain(), own.account(), own.scimBase() + "/Users");
    LimitWrites writes =
        new LimitWrites(
            own.plain(), own.account(), own.tokenId(), own.license(), own.organization());
    Map<String, Consumer<String>> operations = new HashMap<>(reads.operations());
    operations.putAll(writes.operations());
    operations.putAll(
        new LimitBulk(own.plain(), own.account(), own.tokenId(), own.organization()).operations());
    try (LimitServer limit = new LimitServer(operations, own.workers())) {
      return run(
          load,
          Optional.of(limit),
          seeds.population(),
          seeds::forgetAdded,
          Map.of("start to ready", "%.1f s".formatted(untilReady.toMillis() / 1e3)));
    }
  }

  /**
   * Fills another server over SCIM and measures it.
   *
   * @return whether no request failed; what the server does not offer is no failure
   * @throws MeasurementException when it does not take users, or does not answer
   */
  public boolean run(URI server, String token) {
    Load load = Load.on(server, token);
    Population population = new ScimSeeds(load).plant(choice.people(), choice.groups());
    Runnable nothing = () -> {};
    return run(load, Optional.empty(), population, nothing, Map.of("server", server.toString()));
  }

  /** Runs the mix for some minutes on the Usher of this process. */
  public boolean soak(OwnServer own, Seeds seeds, int minutes) {
    Load load = Load.on(own.scimBase(), own.token());
    return new Soak(load, Workloads.of(load, seeds.population(), clock).mix(), out).run(minutes);
  }

  private boolean run(
      Load load,
      Optional<LimitServer> limit,
      Population population,
      Runnable clear,
      Map<String, Object> serverFacts) {
    Map<String, Object> facts = new LinkedHashMap<>(serverFacts);
    facts.put("time", clock.instant().toString());
    facts.put(
        "machine",
        "%d processors, %s %s, Java %s, heap of at most %d MB"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version().feature(),
                Runtime.getRuntime().maxMemory() >> 20));
    Workloads workloads = Workloads.of(load, population, clock);
    if (workloads.all().stream().noneMatch(each -> isChosen(each.name()))
        && workloads.notOffered().keySet().stream().noneMatch(this::isChosen)) {
      out.println("No workload has “" + choice.only() + "” in its name.");
      return false;
    }
    Report report = new Report(out, population.people(), facts, earlier, limit.isPresent());
    Duration warmUp = choice.measured().dividedBy(2);
    new Bench(load, limit, warmUp, choice.measured(), clear).run(workloads, this::isChosen, report);
    String name = "bench-" + population.people();
    return report.end(
        choice.directory().resolve(name + ".json"), choice.directory().resolve(name + ".html"));
  }

  private boolean isChosen(String workload) {
    return isChosen(workload, choice.only());
  }

  /**
   * Whether a workload is to be run.
   *
   * @param part of the names of those that are, in whatever case
   */
  public static boolean isChosen(String workload, String part) {
    return workload.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
