package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
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
    if (!value.isObject() || path.leaf().complex()) {
      return value;
    }
    JsonNode inner = value.get("value");
    return inner != null && inner.isValueNode() ? inner : value;
  }
}
