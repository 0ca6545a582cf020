package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * The id of a resource of the catalogue. As in a path, a client may ask for it in either case,
 * since people type these keys into their mappings and no two differ in case alone. They are
 * ordered by their code points, as a caseExact attribute is (RFC 7643 §3.1).
 *
 * @param column never NULL; ignores case
 */
record KeyValue(String column) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return switch (operator) {
      case EQ, CO, SW, EW -> TextValue.required(column).compare(operator, operand, parameters);
      case GT, GE, LT, LE -> TextValue.required(order()).compare(operator, operand, parameters);
    };
  }

  @Override
  public String present() {
    return "TRUE";
  }

  @Override
  public String order() {
    return Collation.EXACT.of(column);
  }

  @Override
  public boolean required() {
    return true;
  }
}
