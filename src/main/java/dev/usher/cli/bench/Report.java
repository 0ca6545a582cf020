package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Prints figures as they come, compares them with an earlier run's, and keeps them. */
final class Report {
  private final PrintWriter out;
  private final ObjectNode facts;
  private final Map<String, JsonNode> earlier;
  private final List<Result> results = new ArrayList<>();
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * @param facts about the machine and the run
   * @param compared the file of an earlier run
   */
  Report(PrintWriter out, Map<String, Object> facts, Optional<Path> compared) {
    this.out = out;
    this.facts = mapper.valueToTree(facts);
    this.earlier = compared.map(this::read).orElse(Map.of());
  }

  private Map<String, JsonNode> read(Path file) {
    try {
      Map<String, JsonNode> byTitle = new HashMap<>();
      for (JsonNode each : mapper.readTree(file.toFile()).path("results")) {
        byTitle.put(title(each.path("workload").asText(), each.path("connections").asInt()), each);
      }
      return byTitle;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String title(String workload, int connections) {
    return workload + "/" + connections;
  }

  /** Prints what is known before anything is measured. */
  void facts() {
    facts.properties().forEach(fact -> print("%s: %s", fact.getKey(), fact.getValue().asText()));
  }

  /** Begins the table. */
  void header() {
    print("");
    print(
        "%-28s %5s %9s %8s %8s %8s %8s %10s %9s %8s %6s %s",
        "workload",
        "conn.",
        "ops/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "CPU us",
        "limit /s",
        "limit p50",
        "CPU us",
        "ratio",
        earlier.isEmpty() ? "" : "  change");
  }

  /** Adds a line. */
  void add(Result result) {
    results.add(result);
    Figures figures = result.figures();
    OptionalDouble ratio = result.ratio();
    print(
        "%-28s %5d %,9.0f %8.2f %8.2f %8.2f %8.0f %10s %9s %8s %6s %s",
        result.workload().name(),
        result.connections(),
        figures.perSecond(),
        figures.p50(),
        figures.p95(),
        figures.p99(),
        figures.cpuMicros(),
        result.limit().map(limit -> "%,.0f".formatted(limit.perSecond())).orElse("-"),
        result.limit().map(limit -> "%.2f".formatted(limit.p50())).orElse("-"),
        result.limit().map(limit -> "%.0f".formatted(limit.cpuMicros())).orElse("-"),
        ratio.isPresent() ? "%.2f".formatted(ratio.getAsDouble()) : "-",
        change(result));
  }

  /** How the median has changed since the earlier run. */
  private String change(Result result) {
    JsonNode then = earlier.get(title(result.workload().name(), result.connections()));
    return then == null
        ? ""
        : "  p50 x %.2f".formatted(result.figures().p50() / then.path("p50").asDouble());
  }

  /** A line of its own. */
  void note(String text) {
    print("%s", text);
  }

  /**
   * Ends the table with what was promised and not kept, and writes the files.
   *
   * @return whether everything was kept
   */
  boolean end(Path json, Path chart) {
    List<String> missed = results.stream().flatMap(each -> each.missed().stream()).toList();
    print("");
    missed.forEach(each -> print("MISSED: %s", each));
    print("%s", missed.isEmpty() ? "All targets kept." : missed.size() + " targets missed.");
    try {
      Files.createDirectories(json.toAbsolutePath().getParent());
      mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), toJson());
      Files.writeString(chart, Chart.html(facts, results));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print("%s", "Written to " + json + " and " + chart);
    return missed.isEmpty();
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
    return root;
  }

  private static void put(ObjectNode row, Figures figures) {
    row.put("perSecond", figures.perSecond());
    row.put("p50", figures.p50());
    row.put("p95", figures.p95());
    row.put("p99", figures.p99());
    row.put("cpuMicros", figures.cpuMicros());
    row.put("errors", figures.errors());
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
