package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.scim.schema.AttributePath;

/**
 * A number or a boolean where the schema has a text, as HR systems do for numbers of employees:
 *
 * <pre>{@code
 * {"urn:…:enterprise:2.0:User": {"employeeNumber": 1815}}
 * }</pre>
 */
public final class ScalarForText implements ValueFix {

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (!value.isNumber() && !value.isBoolean()) {
      return value;
    }
    return switch (path.leaf().type()) {
      case STRING, REFERENCE, BINARY, DATE_TIME -> TextNode.valueOf(value.asText());
      case BOOLEAN, INTEGER, DECIMAL, COMPLEX -> value;
    };
  }
}
