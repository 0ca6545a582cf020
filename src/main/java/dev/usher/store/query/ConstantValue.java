package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * What every row has.
 *
 * @param text one of ours, without quotes in it
 * @param collation how it compares
 * @param order what to sort by
 */
record ConstantValue(String text, Collation collation, String order) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return TextValue.required(collation.of("'" + text + "'"))
        .compare(operator, operand, parameters);
  }

  @Override
  public SortKey sharedSortKey() {
    return SortKey.required(collation.of("'" + text + "'"), kind());
  }

  @Override
  public String present() {
    return "TRUE";
  }

  @Override
  public boolean required() {
    return true;
  }
}
