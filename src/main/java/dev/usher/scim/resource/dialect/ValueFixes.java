package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.schema.AttributePath;
import java.util.List;

/** The fixes for values, in the order in which they work. */
public final class ValueFixes {

  /** What is put right in the whole value of an attribute. */
  public static final List<ValueFix> WHOLE =
      List.of(
          new JsonInText(),
          new WrappedSimpleValue(),
          new NoneClears(),
          new SeparatedText(),
          new ListForSingleValue());

  /** What is put right in one value: a single one, or an element of a multi-valued attribute. */
  public static final List<ValueFix> EACH =
      List.of(
          new JsonInText(), // of a sub-attribute, once its wrappings are off
          new TextForComplexValue(),
          new TextForBoolean(),
          new TextForNumber(),
          new ScalarForText());

  private ValueFixes() {}

  /** Lets each of the fixes work on the value. */
  public static JsonNode apply(List<ValueFix> fixes, AttributePath path, JsonNode value) {
    JsonNode fixed = value;
    for (ValueFix fix : fixes) {
      fixed = fix.fix(path, fixed);
    }
    return fixed;
  }
}
