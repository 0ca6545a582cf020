package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.usher.scim.resource.JsonArrays;
import java.util.List;

/** What a value path chooses from. */
final class Elements {

  private Elements() {}

  /** The elements of a set; a single-valued complex value is the only element of its attribute. */
  static List<JsonNode> of(JsonNode value) {
    if (value instanceof ArrayNode array) {
      return JsonArrays.list(array);
    }
    return value.isObject() ? List.of(value) : List.of();
  }
}
