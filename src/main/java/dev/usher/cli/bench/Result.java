package dev.usher.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A workload at a number of connections, measured.
 *
 * @param limit what the same would be at best; empty for a server that is not Usher
 */
record Result(Workload workload, int connections, Figures figures, Optional<Figures> limit) {
  private static final double READ_RATIO = 0.7;
  private static final double WRITE_RATIO = 0.6;

  /** How much of the limit's throughput is reached. */
  OptionalDouble ratio() {
    return limit.isEmpty() || limit.get().perSecond() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(figures.perSecond() / limit.get().perSecond());
  }

  /** What was promised and not kept, in words. */
  List<String> missed() {
    List<String> missed = new ArrayList<>();
    Workload.Targets targets = workload.targets();
    if (connections == 1) {
      over(missed, "p50", figures.p50(), targets.aloneMillis());
    } else {
      over(missed, "p50", figures.p50(), targets.crowdMillis());
      over(missed, "p99", figures.p99(), targets.crowdWorstMillis());
      double least = workload.kind() == Workload.Kind.READ ? READ_RATIO : WRITE_RATIO;
      if (ratio().isPresent() && ratio().getAsDouble() < least) {
        missed.add(
            "%s: %.2f of the limit, not %.1f".formatted(title(), ratio().getAsDouble(), least));
      }
    }
    missed.addAll(errors());
    limit.ifPresent(each -> noErrors(missed, "the limit of " + title(), each));
    return missed;
  }

  /** What failed among the requests, in words; empty for nothing. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    noErrors(errors, title(), figures);
    return errors;
  }

  private static void noErrors(List<String> missed, String what, Figures figures) {
    if (figures.errors() > 0) {
      missed.add(
          "%s: %,d errors, the first: %s"
              .formatted(what, figures.errors(), figures.firstError().orElse("?")));
    }
  }

  private void over(List<String> missed, String what, double millis, Optional<Double> most) {
    if (most.isPresent() && millis > most.get()) {
      missed.add("%s: %s %.2f ms, not %.0f".formatted(title(), what, millis, most.get()));
    }
  }

  /** The workload and its connections, in words. */
  String title() {
    return workload.name()
        + (connections == 1 ? ", 1 connection" : ", " + connections + " connections");
  }
}
