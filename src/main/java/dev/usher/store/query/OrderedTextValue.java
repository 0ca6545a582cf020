package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import java.util.List;

/**
 * A string that may be absent, with a column of its own to sort by.
 *
 * @param text the string itself
 * @param column what {@link SortKey#encoded} says, with an index
 */
record OrderedTextValue(TextValue text, String column) implements Value {

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    return text.compare(operator, operand, parameters);
  }

  @Override
  public boolean listable() {
    return true;
  }

  @Override
  public String equalsAny(List<Object> operands, Parameters parameters) {
    return text.equalsAny(operands, parameters);
  }

  @Override
  public String present() {
    return text.present();
  }

  @Override
  public String order() {
    return text.order();
  }

  @Override
  public SortKey sortKey() {
    return SortKey.encoded(text.order(), column);
  }

  @Override
  public boolean required() {
    return false;
  }
}
