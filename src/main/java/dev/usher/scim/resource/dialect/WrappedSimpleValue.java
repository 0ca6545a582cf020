package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.scim.schema.AttributePath;

/**
 * A simple value in an object, as Entra ID sent every value of a PATCH before 2019 and still does
 * for tenants without its compliance flag:
 *
 * <pre>{@code
 * {"op": "Add", "path": "nickName", "value": [{"$ref": null, "value": "Babs"}]}
 * }</pre>
 */
public final class WrappedSimpleValue implements ValueFix {

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (path.leaf().complex()) {
      return value;
    }
    if (!value.isArray()) {
      return unwrapped(value);
    }
    ArrayNode elements = JsonNodeFactory.instance.arrayNode(value.size());
    value.forEach(element -> elements.add(unwrapped(element)));
    return elements;
  }

  private static JsonNode unwrapped(JsonNode value) {
    JsonNode inner = value.get("value"); // none, unless it is an object
    return inner != null && inner.isValueNode() ? inner : value;
  }
}
