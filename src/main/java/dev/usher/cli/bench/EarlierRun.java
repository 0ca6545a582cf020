package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The results of a run that was kept as JSON, to compare others with. Where the number of users was
 * another one, it tells how much slower a workload is with more of them.
 */
final class EarlierRun {
  /** How much slower the median may be with a hundred times as many users. */
  static final double FLAT = 1.3;

  /** What stands before the number of users among the facts. */
  static final String USERS = "users";

  private final long users;
  private final Map<String, Measured> measured;

  private record Measured(double p50, double perSecond) {}

  private EarlierRun(long users, Map<String, Measured> measured) {
    this.users = users;
    this.measured = measured;
  }

  /**
   * @param file as {@link Report} writes it
   * @throws UncheckedIOException when it cannot be read, or is not JSON
   */
  static EarlierRun read(Path file) {
    try {
      return of(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is something else than results
   */
  static EarlierRun of(JsonNode kept) {
    Map<String, Measured> measured = new HashMap<>();
    for (JsonNode each : kept.path("results")) {
      measured.put(
          key(each.path("workload").asText(), each.path("connections").asInt()),
          new Measured(each.path("p50").asDouble(), each.path("perSecond").asDouble()));
    }
    // The number is kept as it is printed.
    String users = kept.path("run").path(USERS).asText().replaceAll("\\D", "");
    if (users.isEmpty()) {
      throw new IllegalArgumentException("not the results of a benchmark");
    }
    return new EarlierRun(Long.parseLong(users), measured);
  }

  private static String key(String workload, int connections) {
    return workload + "/" + connections;
  }

  private Optional<Measured> of(Result result) {
    return Optional.ofNullable(measured.get(key(result.workload().name(), result.connections())));
  }

  /**
   * How many times as slow a workload is with the more users of both runs; empty when they had the
   * same number, or when it was not measured.
   *
   * @param usersNow how many this run has
   */
  OptionalDouble growth(Result result, long usersNow) {
    Optional<Measured> then = of(result);
    double now = result.figures().p50();
    if (usersNow == users || then.isEmpty() || now <= 0 || then.get().p50 <= 0) {
      return OptionalDouble.empty();
    }
    double factor = now / then.get().p50;
    return OptionalDouble.of(usersNow > users ? factor : 1 / factor);
  }

  /** What a workload's cost may not do, and does, in words. */
  Optional<String> missed(Result result, long usersNow) {
    return growth(result, usersNow).stream()
        .filter(growth -> result.workload().targets().flat() && growth > FLAT)
        .mapToObj(
            growth ->
                String.format(
                    Locale.ROOT,
                    "%s: p50 x %.2f from %,d to %,d users, not %.1f",
                    result.title(),
                    growth,
                    Math.min(users, usersNow),
                    Math.max(users, usersNow),
                    FLAT))
        .findFirst();
  }

  /** What {@link #change} tells, as a heading. */
  String title(long usersNow) {
    return usersNow == users
        ? "change"
        : String.format(
            Locale.ROOT, "against %,d users, p50 at most x %.1f with more", users, FLAT);
  }

  /** The same about a server that has promised nothing. */
  String titleOfOther(long usersNow) {
    return usersNow == users
        ? title(usersNow)
        : String.format(Locale.ROOT, "against %,d users", users);
  }

  /** {@link #change} of a server that has promised nothing. */
  String changeOfOther(Result result) {
    return of(result).map(then -> change(result, then)).orElse("");
  }

  private static String change(Result result, Measured then) {
    return String.format(
        Locale.ROOT,
        "p50 x %.2f, ops/s x %.2f",
        result.figures().p50() / then.p50,
        result.figures().perSecond() / then.perSecond);
  }

  /** How a workload has changed, in a few words; empty for one that was not measured. */
  String change(Result result, long usersNow) {
    Optional<Measured> then = of(result);
    if (then.isEmpty()) {
      return "";
    }
    String change = change(result, then.get());
    if (growth(result, usersNow).isEmpty()) {
      return change;
    }
    if (missed(result, usersNow).isPresent()) {
      return change + " MISSED";
    }
    return result.workload().targets().flat() ? change : change + " (may grow)";
  }
}
