package dev.usher.scim.filter;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filter.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * The grammar of filters (RFC 7644 §3.4.2.2, figure 1), and beyond it {@code a[f].b op v}, which
 * Entra ID sends. Names and keywords are read in any case, {@code and} binds tighter than {@code
 * or}.
 *
 * <p>The parser descends once per parenthesis or bracket, so its depth is bounded by {@link
 * #MAX_DEPTH} whatever a client sends.
 */
public final class FilterParser {
  /** How deep parentheses and brackets may be nested. */
  public static final int MAX_DEPTH = 64;

  /** How many UTF-16 characters a filter may have. */
  public static final int MAX_LENGTH = 64 * 1024;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");
  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "eq", Operator.EQ,
          "co", Operator.CO,
          "sw", Operator.SW,
          "ew", Operator.EW,
          "gt", Operator.GT,
          "ge", Operator.GE,
          "lt", Operator.LT,
          "le", Operator.LE);

  private final FilterScanner in;
  private final boolean lenient;

  private FilterParser(String text, boolean lenient) {
    this.in = new FilterScanner(text);
    this.lenient = lenient;
  }

  /**
   * Reads a filter.
   *
   * @param text already percent-decoded
   * @param lenient whether a string value may stand without quotes ({@code externalId eq jyoung})
   * @throws ScimException 400 {@code invalidFilter} that says what is wrong and where
   */
  public static Filter parse(String text, boolean lenient) {
    if (text.length() > MAX_LENGTH) {
      throw ScimException.invalidFilter(
          "The filter is longer than " + MAX_LENGTH + " characters; ask in several requests.");
    }
    FilterParser parser = new FilterParser(text, lenient);
    Filter filter = parser.or(0, false);
    if (!parser.in.atEnd()) {
      throw parser.in.error("expected 'and', 'or' or the end");
    }
    return filter;
  }

  private Filter or(int depth, boolean inBrackets) {
    List<Filter> parts = parts("or", d -> and(d, inBrackets), depth);
    return parts.size() == 1 ? parts.get(0) : new Filter.Or(flatOr(parts));
  }

  private Filter and(int depth, boolean inBrackets) {
    List<Filter> parts = parts("and", d -> term(d, inBrackets), depth);
    return parts.size() == 1 ? parts.get(0) : new Filter.And(flatAnd(parts));
  }

  private List<Filter> parts(String keyword, IntFunction<Filter> part, int depth) {
    List<Filter> parts = new ArrayList<>();
    do {
      parts.add(part.apply(depth));
    } while (in.takeKeyword(keyword));
    return parts;
  }

  private static List<Filter> flatOr(List<Filter> parts) {
    List<Filter> flat = new ArrayList<>();
    parts.forEach(p -> flat.addAll(p instanceof Filter.Or or ? or.parts() : List.of(p)));
    return flat;
  }

  private static List<Filter> flatAnd(List<Filter> parts) {
    List<Filter> flat = new ArrayList<>();
    parts.forEach(p -> flat.addAll(p instanceof Filter.And and ? and.parts() : List.of(p)));
    return flat;
  }

  private Filter term(int depth, boolean inBrackets) {
    if (in.take('(')) {
      return grouped(depth, inBrackets);
    }
    if (in.takeKeyword("not")) {
      in.expect('(');
      return new Filter.Not(grouped(depth, inBrackets));
    }
    int start = in.position();
    String path = in.name();
    if (path.isEmpty() || isConjunction(path)) {
      in.backTo(start);
      throw in.error("expected an attribute, 'not' or '('");
    }
    if (!in.take('[')) {
      return comparison(path);
    }
    if (inBrackets) {
      throw in.error("'[' within '[…]'");
    }
    Filter condition = or(deeper(depth), true);
    in.expect(']');
    return new Filter.ValuePath(path, condition, rest());
  }

  private Filter grouped(int depth, boolean inBrackets) {
    Filter filter = or(deeper(depth), inBrackets);
    in.expect(')');
    return filter;
  }

  private int deeper(int depth) {
    if (depth == MAX_DEPTH) {
      throw in.error("nested deeper than " + MAX_DEPTH);
    }
    return depth + 1;
  }

  private Optional<Filter.Term> rest() {
    if (!in.takeHere('.')) {
      return Optional.empty();
    }
    String sub = in.name();
    if (sub.isEmpty()) {
      throw in.error("expected a sub-attribute");
    }
    return Optional.of(comparison(sub));
  }

  private Filter.Term comparison(String path) {
    int start = in.position();
    String word = in.name().toLowerCase(Locale.ROOT);
    if (word.equals("pr")) {
      return new Filter.Present(path);
    }
    if (word.equals("ne")) {
      return new Filter.NotEqual(path, literal());
    }
    Operator operator = OPERATORS.get(word);
    if (operator == null) {
      in.backTo(start);
      throw in.error("expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr)");
    }
    return new Filter.Compare(path, operator, literal());
  }

  private Literal literal() {
    if (in.atString()) {
      return new Literal(Literal.Kind.TEXT, in.string());
    }
    int start = in.position();
    String word = in.word();
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      return new Literal(Literal.Kind.BOOLEAN, word);
    }
    if (word.equalsIgnoreCase("null")) {
      return new Literal(Literal.Kind.NULL, word);
    }
    if (NUMBER.matcher(word).matches()) {
      return new Literal(Literal.Kind.NUMBER, word);
    }
    if (!lenient || word.isEmpty() || word.startsWith("'") || isConjunction(word)) {
      in.backTo(start);
      throw in.error("expected a value, a string in double quotes");
    }
    return new Literal(Literal.Kind.TEXT, word);
  }

  private static boolean isConjunction(String word) {
    return word.equalsIgnoreCase("and") || word.equalsIgnoreCase("or");
  }
}
