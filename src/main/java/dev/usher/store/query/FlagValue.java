package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * A boolean, as two conditions so that an index may serve either. Booleans have no order in filters
 * (RFC 7644 §3.4.2.2).
 *
 * @param whenTrue holds where the value is true
 * @param whenFalse holds where the value is false
 * @param expression the boolean itself
 * @param required whether it is never NULL
 */
record FlagValue(String whenTrue, String whenFalse, String expression, boolean required)
    implements Value {

  /** A BOOLEAN column that may be NULL. */
  static FlagValue column(String column) {
    return new FlagValue(column + " = TRUE", column + " = FALSE", column, false);
  }

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return switch (operator) {
      case EQ, CO, SW, EW -> Boolean.TRUE.equals(operand) ? whenTrue : whenFalse;
      case GT, GE, LT, LE ->
          throw new IllegalArgumentException("a boolean has no order: " + operator);
    };
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
    return "COALESCE(" + sorted + ", 2)";
  }
}
