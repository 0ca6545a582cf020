package dev.usher.scim.patch.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bare URN of an extension as the path, or as a name in a value without path. It addresses the
 * block, of which the value writes what it has; names that belong to the resource, such as {@code
 * schemas}, may stand in it and mean nothing there:
 *
 * <pre>{@code
 * {"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": {
 *   "schemas": ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
 *   "department": "IT"}}
 * }</pre>
 */
final class ExtensionAsPath implements OperationFix {

  @Override
  public List<RawOperation> fix(RawOperation operation, ResourceType type) {
    Optional<Schema> extension =
        operation.path().flatMap(p -> type.schema(p.trim())).filter(type::isExtension);
    Optional<JsonNode> block =
        operation
            .value()
            .map(v -> v.isArray() && v.size() == 1 ? v.get(0) : v)
            .filter(JsonNode::isObject);
    if (extension.isEmpty() || block.isEmpty() || operation.kind() == RawOperation.Kind.REMOVE) {
      return List.of(operation);
    }
    Schema schema = extension.get();
    List<RawOperation> parts = new ArrayList<>();
    for (var member : block.get().properties()) {
      String name = member.getKey();
      boolean qualified = name.regionMatches(true, 0, "urn:", 0, 4);
      if (schema.attribute(name).isPresent() || type.core().attribute(name).isEmpty()) {
        parts.add(operation.part(qualified ? name : schema.urn() + ":" + name, member.getValue()));
      }
    }
    return parts;
  }
}
