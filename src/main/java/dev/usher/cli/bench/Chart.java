package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws results as one page that needs nothing else: throughput, Usher's beside its limit. */
final class Chart {
  private static final int LABEL = 230;
  private static final int WIDTH = 520;
  private static final int ROW = 44;
  private static final int BAR = 15;
  private static final int NOTE = 360;

  private static final String LEGEND =
      """
      <p><span class="swatch" style="background:#2b6cb0"></span>Usher
      <span class="swatch" style="background:#cbd5e0"></span>the same statements by plain JDBC behind \
      the same HTTP server</p>""";

  private Chart() {}

  /**
   * @param own whether Usher is measured, which has a limit beside it
   */
  static String html(JsonNode facts, List<Result> results, boolean own) {
    String subtitle =
        facts.properties().stream()
            .map(fact -> escape(fact.getKey() + ": " + fact.getValue().asText()))
            .collect(Collectors.joining(" · "));
    String charts =
        results.stream()
            .map(Result::connections)
            .distinct()
            .map(
                connections ->
                    svg(
                        connections,
                        results.stream().filter(r -> r.connections() == connections).toList()))
            .collect(Collectors.joining("\n"));
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>scripts/bench</title>
        <style>
        body { font: 14px system-ui, sans-serif; margin: 2em; color: #222; background: #fff; }
        text { font: 12px system-ui, sans-serif; fill: #222; }
        .usher { fill: #2b6cb0; } .limit { fill: #cbd5e0; }
        .swatch { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 12px; }
        </style></head><body>
        <h1>%s</h1>
        <p>%s</p>
        %s
        %s
        </body></html>
        """
        .formatted(
            own ? "Throughput and its limit" : "Throughput", subtitle, own ? LEGEND : "", charts);
  }

  /** Each workload is scaled to the larger of its two bars: what counts is their ratio. */
  private static String svg(int connections, List<Result> results) {
    StringBuilder svg = new StringBuilder(4_096);
    svg.append("<h2>")
        .append(connections == 1 ? "1 connection" : connections + " connections")
        .append("</h2>\n<svg role=\"img\" width=\"")
        .append(LABEL + WIDTH + NOTE)
        .append("\" height=\"")
        .append(results.size() * ROW)
        .append("\">\n");
    for (int i = 0; i < results.size(); i++) {
      row(svg, results.get(i), i * ROW);
    }
    return svg.append("</svg>").toString();
  }

  private static void row(StringBuilder svg, Result result, int y) {
    double own = result.figures().perSecond();
    double limit = result.limit().map(Figures::perSecond).orElse(0.0);
    double scale = WIDTH / Math.max(Math.max(own, limit), 1);
    text(svg, 0, y + BAR + 4, result.workload().name());
    bar(svg, "usher", y, own * scale);
    bar(svg, "limit", y + BAR + 1, limit * scale);
    String ratio =
        result.ratio().isPresent()
            ? " · %.2f of the limit".formatted(result.ratio().getAsDouble())
            : "";
    text(
        svg,
        LABEL + WIDTH + 8,
        y + BAR + 4,
        "%,.0f/s · p50 %.2f · p99 %.2f ms%s"
            .formatted(own, result.figures().p50(), result.figures().p99(), ratio));
  }

  private static void bar(StringBuilder svg, String kind, int y, double width) {
    svg.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n"
            .formatted(kind, LABEL, y, width, BAR));
  }

  private static void text(StringBuilder svg, int x, int y, String text) {
    svg.append(
        String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
