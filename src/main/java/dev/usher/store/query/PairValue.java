package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * Two keys of the catalogue shown as one string, {@code PJ-7:TEST_LEAD}. No key holds a colon, so
 * equality falls apart into the two columns and finds their index.
 *
 * @param first column of what stands before the colon; never NULL
 * @param second column of what stands after it; never NULL
 * @param firstMayBeEmpty whether an empty first key leaves the colon out, as in {@code KSE}
 */
record PairValue(String first, String second, boolean firstMayBeEmpty) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String text = operand.toString();
    if (operator == Operator.EQ) {
      int colon = text.indexOf(':');
      if (colon > 0) {
        // a key of ignorable characters equals the empty one, a colon does not equal none
        return both(text.substring(0, colon), text.substring(colon + 1), parameters)
            + (firstMayBeEmpty ? " AND " + first + " <> ''" : "");
      }
      if (colon < 0 && firstMayBeEmpty) {
        return both("", text, parameters);
      }
    }
    return TextValue.required(expression()).compare(operator, text, parameters);
  }

  private String both(String firstKey, String secondKey, Parameters parameters) {
    return first
        + " = "
        + parameters.bind(firstKey)
        + " AND "
        + second
        + " = "
        + parameters.bind(secondKey);
  }

  private String expression() {
    String pair = "CONCAT(" + first + ", ':', " + second + ")";
    return firstMayBeEmpty ? "IF(" + first + " = '', " + second + ", " + pair + ")" : pair;
  }

  @Override
  public String present() {
    return "TRUE";
  }

  @Override
  public String order() {
    return expression();
  }

  @Override
  public boolean required() {
    return true;
  }
}
