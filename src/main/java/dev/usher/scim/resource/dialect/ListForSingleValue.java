package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.usher.scim.schema.AttributePath;

/**
 * A single-valued attribute written as a list of one, as Entra ID does for references:
 *
 * <pre>{@code
 * {"op": "Add", "path": "manager", "value": [{"$ref": "…/Users/7", "value": "7"}]}
 * }</pre>
 *
 * An empty list is no value at all.
 */
public final class ListForSingleValue implements ValueFix {

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (!value.isArray() || path.leaf().multiValued()) {
      return value;
    }
    return switch (value.size()) {
      case 0 -> NullNode.getInstance();
      case 1 -> value.get(0);
      default -> value;
    };
  }
}
