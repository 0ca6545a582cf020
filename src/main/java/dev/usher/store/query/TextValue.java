package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import java.util.List;

/**
 * A string, reference or binary value.
 *
 * @param expression a column, bare so that its index serves, or an expression with its collation
 * @param required whether it is never NULL
 */
record TextValue(String expression, boolean required) implements Value {

  static TextValue required(String expression) {
    return new TextValue(expression, true);
  }

  static TextValue optional(String expression) {
    return new TextValue(expression, false);
  }

  /** A string that stands in the JSON of a column, at a path. */
  static TextValue json(String column, String path, Collation collation) {
    return optional(collation.of("JSON_VALUE(" + column + ", '" + path + "')"));
  }

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String text = operand.toString();
    return switch (operator) {
      case EQ -> expression + " = " + parameters.bind(text);
      case GT -> expression + " > " + parameters.bind(text);
      case GE -> expression + " >= " + parameters.bind(text);
      case LT -> expression + " < " + parameters.bind(text);
      case LE -> expression + " <= " + parameters.bind(text);
      case CO -> like("%" + escape(text) + "%", parameters);
      case SW -> like(escape(text) + "%", parameters);
      case EW -> like("%" + escape(text), parameters);
    };
  }

  @Override
  public boolean listable() {
    return true;
  }

  @Override
  public String equalsAny(List<Object> operands, Parameters parameters) {
    return ValueList.write(
        expression, operands.stream().map(Object::toString).toList(), parameters);
  }

  private String like(String pattern, Parameters parameters) {
    // an explicit escape character: the default one depends on the server's sql_mode
    return expression + " LIKE " + parameters.bind(pattern) + " ESCAPE '!'";
  }

  private static String escape(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  @Override
  public String present() {
    // not <> '', which a string of ignorable characters equals
    return "CHAR_LENGTH(" + expression + ") > 0";
  }

  @Override
  public String order() {
    return expression;
  }
}
