package dev.usher.scim.patch.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.dialect.RawOperation.Kind;
import dev.usher.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;

/**
 * Without a path the value's members are the attributes (RFC 7644 §3.5.2.1). Clients go further:
 * their names may be dotted, start with a URN, be a value path, or repeat the resource's id:
 *
 * <pre>{@code
 * {"op": "replace", "value": {
 *   "id": "2819c223", "displayName": "Ada L", "name.givenName": "Ada",
 *   "emails[type eq \"work\"].value": "ada@example.org",
 *   "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber": "1852",
 *   "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "IT"}}}
 * }</pre>
 *
 * Each member becomes an operation whose path is the member's name.
 */
final class ValueWithoutPath implements OperationFix {

  @Override
  public List<RawOperation> fix(RawOperation operation, ResourceType type) {
    if (operation.path().isPresent()) {
      return List.of(operation);
    }
    if (operation.kind() == Kind.REMOVE) {
      throw ScimException.noTarget("An operation \"remove\" needs a path.");
    }
    List<RawOperation> parts = new ArrayList<>();
    JsonNode value = operation.value().orElseThrow();
    for (JsonNode object : value.isArray() ? value : List.of(value)) {
      expand(operation, object, type, parts);
    }
    return parts;
  }

  private static void expand(
      RawOperation operation, JsonNode object, ResourceType type, List<RawOperation> parts) {
    if (!object.isObject()) {
      throw ScimException.invalidValue(
          "The value of an operation without path must be an object of attributes.");
    }
    for (var member : object.properties()) {
      if (type.core().isNamed(member.getKey()) && member.getValue().isObject()) {
        expand(operation, member.getValue(), type, parts);
      } else {
        parts.add(operation.part(member.getKey(), member.getValue()));
      }
    }
  }
}
