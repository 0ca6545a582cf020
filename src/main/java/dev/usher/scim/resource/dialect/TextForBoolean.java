package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import java.util.Locale;

/**
 * A boolean written as text, as Entra ID and the Keycloak extension do:
 *
 * <pre>{@code
 * {"op": "Replace", "path": "active", "value": "False"}
 * }</pre>
 */
public final class TextForBoolean implements ValueFix {

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (!value.isTextual() || path.leaf().type() != AttributeType.BOOLEAN) {
      return value;
    }
    return switch (value.textValue().trim().toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> value;
    };
  }
}
