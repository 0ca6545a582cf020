package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Prints figures as they come, compares them with an earlier run's, and keeps them. */
final class Report {
  private final PrintWriter out;
  private final ObjectNode facts;
  private final long users;
  private final Optional<EarlierRun> earlier;
  private final boolean own;
  private final List<Result> results = new ArrayList<>();
  private final List<Unmeasured> unmeasured = new ArrayList<>();
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * @param users how many there are
   * @param facts about the machine and the run
   * @param earlier what is compared with
   * @param own whether Usher is measured: targets, limits and the time of the processors, which is
   *     the server's too, are not about another server
   */
  Report(
      PrintWriter out,
      long users,
      Map<String, Object> facts,
      Optional<EarlierRun> earlier,
      boolean own) {
    this.out = out;
    this.users = users;
    this.facts = mapper.valueToTree(facts);
    this.facts.put(EarlierRun.USERS, "%,d".formatted(users));
    this.earlier = earlier;
    this.own = own;
  }

  /**
   * A workload without figures.
   *
   * @param failed whether the server did something wrong; else it does not offer the workload
   * @param why in words
   */
  private record Unmeasured(String workload, boolean failed, String why) {
    String verdict() {
      return failed ? "failed" : "not offered";
    }
  }

  /** Prints what is known before anything is measured. */
  void facts() {
    facts.properties().forEach(fact -> print("%s: %s", fact.getKey(), fact.getValue().asText()));
  }

  /** Begins the table. */
  void header() {
    print("");
    print(
        "%-28s %5s %9s %8s %8s %8s%s%s",
        "workload",
        "conn.",
        "ops/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        own
            ? " %8s %10s %9s %8s %6s"
                .formatted("CPU us", "limit /s", "limit p50", "CPU us", "ratio")
            : "",
        earlier
            .map(each -> "   " + (own ? each.title(users) : each.titleOfOther(users)))
            .orElse(""));
  }

  /** Adds a line. */
  void add(Result result) {
    results.add(result);
    Figures figures = result.figures();
    print(
        "%-28s %5d %,9.0f %8.2f %8.2f %8.2f%s%s",
        result.workload().name(),
        result.connections(),
        figures.perSecond(),
        figures.p50(),
        figures.p95(),
        figures.p99(),
        own ? besideLimit(result) : "",
        earlier
            .map(each -> "   " + (own ? each.change(result, users) : each.changeOfOther(result)))
            .orElse(""));
  }

  private static String besideLimit(Result result) {
    OptionalDouble ratio = result.ratio();
    return " %8.0f %10s %9s %8s %6s"
        .formatted(
            result.figures().cpuMicros(),
            result.limit().map(limit -> "%,.0f".formatted(limit.perSecond())).orElse("-"),
            result.limit().map(limit -> "%.2f".formatted(limit.p50())).orElse("-"),
            result.limit().map(limit -> "%.0f".formatted(limit.cpuMicros())).orElse("-"),
            ratio.isPresent() ? "%.2f".formatted(ratio.getAsDouble()) : "-");
  }

  /** Adds the line of a workload that has no figures, or none for more connections. */
  void add(String workload, MeasurementException failure) {
    add(new Unmeasured(workload, !failure.isRefusal(), failure.getMessage()));
  }

  /** Adds the line of a workload that the server does not have. */
  void notOffered(String workload, String why) {
    add(new Unmeasured(workload, false, why));
  }

  private void add(Unmeasured each) {
    unmeasured.add(each);
    print("%-28s %5s %s: %s", each.workload, "", each.verdict(), each.why);
  }

  /** A line of its own. */
  void note(String text) {
    print("%s", text);
  }

  /**
   * Ends the table with what was promised and not kept, and writes the files. Another server has
   * promised nothing: what counts there is that no request failed.
   *
   * @return whether everything was kept
   */
  boolean end(Path json, Path chart) {
    print("");
    boolean kept = own ? endOfOwn() : endOfOther();
    try {
      Files.createDirectories(json.toAbsolutePath().getParent());
      mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), toJson());
      Files.writeString(chart, Chart.html(facts, results, own));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print("%s", "Written to " + json + " and " + chart);
    return kept;
  }

  private boolean endOfOwn() {
    List<String> missed = results.stream().flatMap(this::missed).toList();
    missed.forEach(each -> print("MISSED: %s", each));
    print("%s", missed.isEmpty() ? "All targets kept." : missed.size() + " targets missed.");
    return missed.isEmpty();
  }

  private boolean endOfOther() {
    List<String> errors = results.stream().flatMap(each -> each.errors().stream()).toList();
    errors.forEach(each -> print("ERRORS: %s", each));
    return errors.isEmpty() && unmeasured.stream().noneMatch(Unmeasured::failed);
  }

  private Stream<String> missed(Result result) {
    return Stream.concat(
        result.missed().stream(),
        earlier.stream().flatMap(each -> each.missed(result, users).stream()));
  }

  private ObjectNode toJson() {
    ObjectNode root = mapper.createObjectNode();
    root.set("run", facts);
    ArrayNode rows = root.putArray("results");
    for (Result result : results) {
      ObjectNode row = rows.addObject();
      row.put("workload", result.workload().name());
      row.put("connections", result.connections());
      put(row, result.figures());
      result.limit().ifPresent(limit -> put(row.putObject("limit"), limit));
      result.ratio().ifPresent(ratio -> row.put("ratio", ratio));
    }
    if (!unmeasured.isEmpty()) {
      ArrayNode others = root.putArray("notMeasured");
      for (Unmeasured each : unmeasured) {
        others
            .addObject()
            .put("workload", each.workload)
            .put("verdict", each.verdict())
            .put("why", each.why);
      }
    }
    return root;
  }

  private void put(ObjectNode row, Figures figures) {
    row.put("perSecond", figures.perSecond());
    row.put("p50", figures.p50());
    row.put("p95", figures.p95());
    row.put("p99", figures.p99());
    if (own) {
      row.put("cpuMicros", figures.cpuMicros());
    }
    row.put("errors", figures.errors());
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
