package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * An integer or decimal value. Its text, for {@code co}, {@code sw} and {@code ew}, is the
 * database's: plain digits.
 *
 * @param expression a numeric column
 * @param required whether it is never NULL
 */
record NumberValue(String expression, boolean required) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return switch (operator) {
      case EQ -> expression + " = " + parameters.bind(operand);
      case GT -> expression + " > " + parameters.bind(operand);
      case GE -> expression + " >= " + parameters.bind(operand);
      case LT -> expression + " < " + parameters.bind(operand);
      case LE -> expression + " <= " + parameters.bind(operand);
      case CO, SW, EW -> text().compare(operator, operand, parameters);
    };
  }

  private TextValue text() {
    return new TextValue(Collation.EXACT.of("CAST(" + expression + " AS CHAR)"), required);
  }

  @Override
  public String present() {
    return required ? "TRUE" : expression + " IS NOT NULL";
  }

  @Override
  public String order() {
    return expression;
  }

  @Override
  public SortKey.Kind kind() {
    return SortKey.Kind.NUMBER;
  }

  @Override
  public String absentLast(String sorted) {
    return "COALESCE(" + sorted + ", 1e300)";
  }
}
