package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * The id of a resource of the catalogue. Its column ignores case, since people type these keys into
 * their mappings; as the {@code id} of a resource it does not (RFC 7643 §3.1).
 *
 * @param column never NULL
 */
record KeyValue(String column) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String exact =
        TextValue.required(Collation.EXACT.of(column)).compare(operator, operand, parameters);
    return operator == Operator.EQ
        // the first half finds the index
        ? "(" + column + " = " + parameters.bind(operand.toString()) + " AND " + exact + ")"
        : exact;
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
