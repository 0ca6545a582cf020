package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * An id that not every row has.
 *
 * @param column UUID
 */
record OptionalIdValue(String column) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return IdValue.id(column).compare(operator, operand, parameters);
  }

  @Override
  public String present() {
    return column + " IS NOT NULL";
  }

  @Override
  public String order() {
    return Collation.EXACT.of("CAST(" + column + " AS CHAR)");
  }

  @Override
  public boolean required() {
    return false;
  }
}
