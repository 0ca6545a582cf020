package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.scim.schema.AttributePath;

/**
 * A complex value written as the text of its {@code value}, as Entra ID does for the manager and
 * others do for members and e-mail addresses:
 *
 * <pre>{@code
 * {"op": "Add", "path": "urn:…:enterprise:2.0:User:manager", "value": "2819c223"}
 * {"emails": ["ada@example.org"]}
 * }</pre>
 */
public final class TextForComplexValue implements ValueFix {

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    boolean scalar = (value.isTextual() && !value.textValue().isEmpty()) || value.isNumber();
    if (!scalar || !path.leaf().complex() || path.leaf().subAttribute("value").isEmpty()) {
      return value;
    }
    return JsonNodeFactory.instance.objectNode().set("value", value);
  }
}
