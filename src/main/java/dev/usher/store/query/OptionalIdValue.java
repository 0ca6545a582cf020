package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import java.util.List;

/**
 * The id of another resource, which not every row has.
 *
 * @param column UUID
 */
record OptionalIdValue(String column) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return IdValue.reference(column).compare(operator, operand, parameters);
  }

  @Override
  public boolean listable() {
    return true;
  }

  @Override
  public String equalsAny(List<Object> operands, Parameters parameters) {
    return IdValue.reference(column).equalsAny(operands, parameters);
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
