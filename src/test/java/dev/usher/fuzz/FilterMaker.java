package dev.usher.fuzz;

/** Filters by their grammar (RFC 7644 §3.4.2.2), and what is nearly one. */
final class FilterMaker {
  private static final int DEEPEST = 4;

  private final Choices choices;

  FilterMaker(Choices choices) {
    this.choices = choices;
  }

  /** A filter that may be damaged. */
  String filter() {
    String filter = choices.onceIn(25) ? many() : expression(DEEPEST);
    return choices.onceIn(3) ? Mutations.ofTokens(filter, choices) : filter;
  }

  private String many() {
    String joint = choices.of(" or ", " and ");
    String one = comparison();
    return String.join(joint, java.util.Collections.nCopies(1 + choices.below(60), one));
  }

  private String expression(int depth) {
    int shape = depth == 0 ? 0 : choices.below(8);
    return switch (shape) {
      case 1, 2 ->
          expression(depth - 1) + choices.of(" and ", " or ", " AND ") + expression(depth - 1);
      case 3 -> "not (" + expression(depth - 1) + ")";
      case 4 -> "(" + expression(depth - 1) + ")";
      case 5 ->
          choices.of("emails", "members", "groups", "roles", "userName", "phoneNumbers")
              + "["
              + choices.of("value", "type", "primary", "display", "$ref")
              + " "
              + choices.of("eq", "co", "sw", "ne")
              + " "
              + value()
              + "]";
      default -> comparison();
    };
  }

  private String comparison() {
    String attribute = choices.of(Seeds.ATTRIBUTES);
    return choices.onceIn(6)
        ? attribute + " pr"
        : attribute
            + " "
            + choices.of("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "EQ", "xx")
            + " "
            + value();
  }

  private String value() {
    return choices.of(
        "\"a\"",
        "\"user0@example.com\"",
        "\"\"",
        "true",
        "false",
        "null",
        "1",
        "-0.5",
        "1e3",
        "\"2026-01-01T00:00:00Z\"",
        "\"2026-13-01\"",
        "\"%\"",
        "\"_\\\\\"",
        "\"\\u0000\"",
        "\"" + Seeds.ID + "000000000001\"",
        "\"OG-1\"",
        "\"USER\"",
        "\"work\"",
        "\"" + "y".repeat(300) + "\"",
        "\"\u00c3\u0084\"");
  }
}
