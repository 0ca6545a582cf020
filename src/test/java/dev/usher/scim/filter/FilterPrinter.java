package dev.usher.scim.filter;

import java.util.Random;

/** Writes a filter's text, with the freedom of case, space and escapes that the grammar leaves. */
final class FilterPrinter {
  private final Random random;

  FilterPrinter(long seed) {
    this.random = new Random(seed);
  }

  String print(Filter filter) {
    if (filter instanceof Filter.Or or) {
      return String.join(
          space() + anyCase("or") + space(), or.parts().stream().map(this::print).toList());
    }
    if (filter instanceof Filter.And and) {
      return String.join(
          space() + anyCase("and") + space(), and.parts().stream().map(this::grouped).toList());
    }
    if (filter instanceof Filter.Not not) {
      return anyCase("not") + maybeSpace() + "(" + maybeSpace() + print(not.part()) + ")";
    }
    if (filter instanceof Filter.ValuePath path) {
      String brackets = path.attribute() + "[" + maybeSpace() + print(path.condition()) + "]";
      return brackets + path.rest().map(rest -> "." + print(rest)).orElse("");
    }
    if (filter instanceof Filter.Present present) {
      return present.path() + space() + anyCase("pr");
    }
    if (filter instanceof Filter.NotEqual ne) {
      return ne.path() + space() + anyCase("ne") + space() + print(ne.value());
    }
    Filter.Compare compare = (Filter.Compare) filter;
    String operator = anyCase(compare.operator().name());
    return compare.path() + space() + operator + space() + print(compare.value());
  }

  private String grouped(Filter part) {
    return part instanceof Filter.Or || random.nextInt(4) == 0
        ? "(" + maybeSpace() + print(part) + maybeSpace() + ")"
        : print(part);
  }

  private String print(Filter.Literal literal) {
    if (literal.kind() != Filter.Literal.Kind.TEXT) {
      return literal.text();
    }
    StringBuilder quoted = new StringBuilder("\"");
    literal.text().chars().forEach(c -> quoted.append(escaped((char) c)));
    return quoted.append('"').toString();
  }

  private String escaped(char c) {
    int shortForm = "\"\\/\b\f\n\r\t".indexOf(c);
    if (shortForm >= 0 && random.nextBoolean()) {
      return "\\" + "\"\\/bfnrt".charAt(shortForm);
    }
    boolean mustEscape = c == '"' || c == '\\' || c < ' ';
    return mustEscape || random.nextInt(8) == 0
        ? String.format("\\u%04" + (random.nextBoolean() ? "x" : "X"), (int) c)
        : String.valueOf(c);
  }

  private String anyCase(String word) {
    StringBuilder mixed = new StringBuilder();
    word.chars()
        .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))
        .forEach(mixed::appendCodePoint);
    return mixed.toString();
  }

  private String space() {
    return " ".repeat(1 + random.nextInt(2));
  }

  private String maybeSpace() {
    return " ".repeat(random.nextInt(2));
  }
}
