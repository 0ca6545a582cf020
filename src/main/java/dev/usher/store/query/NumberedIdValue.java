package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * A value that begins with a key of the catalogue, of which a number alone may be asked for: {@code
 * 7:TEST_LEAD} also finds {@code PJ-7:TEST_LEAD}.
 *
 * @param value as it is shown
 * @param prefix what the number may leave out
 */
record NumberedIdValue(Value value, String prefix) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String asked = value.compare(operator, operand, parameters);
    String text = operand.toString();
    if (operator != Operator.EQ || !startsWithNumber(text)) {
      return asked;
    }
    return "(" + asked + " OR " + value.compare(operator, prefix + text, parameters) + ")";
  }

  private static boolean startsWithNumber(String text) {
    int colon = text.indexOf(':');
    String first = colon < 0 ? text : text.substring(0, colon);
    return !first.isEmpty() && first.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String present() {
    return value.present();
  }

  @Override
  public String order() {
    return value.order();
  }

  @Override
  public SortKey sortKey() {
    return value.sortKey();
  }

  @Override
  public boolean required() {
    return value.required();
  }
}
