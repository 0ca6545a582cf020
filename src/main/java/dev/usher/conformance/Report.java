package dev.usher.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What came out, for people and for machines; the token is in neither. */
public final class Report {
  private static final int LONGEST = 500;

  private final String base;
  private final String token;
  private final List<Outcome> outcomes;
  private final List<String> leftBehind;

  /**
   * @param base of the server
   * @param token never shown
   * @param outcomes in the order of the requirements
   * @param leftBehind paths of resources that could not be deleted
   */
  Report(String base, String token, List<Outcome> outcomes, List<String> leftBehind) {
    this.base = base;
    this.token = token;
    this.outcomes = List.copyOf(outcomes);
    this.leftBehind = List.copyOf(leftBehind);
  }

  /** The outcomes, in the order of the requirements. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  /** Resources of the run that are still on the server. */
  public List<String> leftBehind() {
    return leftBehind;
  }

  /** How many requirements came out so. */
  public long count(Verdict verdict) {
    return outcomes.stream().filter(each -> each.verdict() == verdict).count();
  }

  /** One line a requirement, and beneath a failed one what came out. */
  public String text() {
    int widest =
        outcomes.stream().mapToInt(o -> o.requirement().section().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : outcomes) {
      Requirement requirement = outcome.requirement();
      text.append(
          ("%-11s  %-" + Math.max(1, widest) + "s  %s [%s]%n")
              .formatted(
                  outcome.verdict() == Verdict.NOT_OFFERED
                      ? outcome.verdict().words()
                      : outcome.verdict().name(),
                  requirement.section(),
                  requirement.sentence(),
                  requirement.id()));
      outcome.failure().ifPresent(failure -> text.append(lines(failure)));
    }
    text.append(
        "%n%d requirements at %s: %d passed, %d failed, %d not offered%n"
            .formatted(
                outcomes.size(),
                shown(base),
                count(Verdict.PASS),
                count(Verdict.FAIL),
                count(Verdict.NOT_OFFERED)));
    if (!leftBehind.isEmpty()) {
      text.append(
          "Could not delete: %s%n"
              .formatted(leftBehind.stream().map(this::shown).collect(Collectors.joining(", "))));
    }
    return text.toString();
  }

  private String lines(Unmet failure) {
    return "%13srequest:  %s%n%13sexpected: %s%n%13sreceived: %s%n"
        .formatted(
            "",
            shown(failure.request()),
            "",
            shown(failure.expected()),
            "",
            shown(failure.received()));
  }

  /** The same as JSON. */
  public ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("server", shown(base));
    report.put("passed", count(Verdict.PASS));
    report.put("failed", count(Verdict.FAIL));
    report.put("notOffered", count(Verdict.NOT_OFFERED));
    ArrayNode requirements = report.putArray("requirements");
    for (Outcome outcome : outcomes) {
      ObjectNode each = requirements.addObject();
      each.put("id", outcome.requirement().id());
      each.put("section", outcome.requirement().section());
      each.put("requirement", outcome.requirement().sentence());
      each.put("verdict", outcome.verdict().words());
      outcome.reason().ifPresent(reason -> each.put("reason", shown(reason)));
      outcome
          .failure()
          .ifPresent(
              failure ->
                  each.put("request", shown(failure.request()))
                      .put("expected", shown(failure.expected()))
                      .put("received", shown(failure.received())));
    }
    ArrayNode left = report.putArray("leftBehind");
    leftBehind.forEach(path -> left.add(shown(path)));
    return report;
  }

  /** One line, not too long, without control characters and without the token. */
  private String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}+", " ");
    String safe = token.isEmpty() ? clean : clean.replace(token, "***");
    return ShortText.cut(safe, LONGEST);
  }
}
