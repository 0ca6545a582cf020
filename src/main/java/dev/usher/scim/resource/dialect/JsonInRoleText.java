package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.json.JsonLimits;
import dev.usher.scim.schema.AttributePath;
import java.util.Optional;

/**
 * Entra ID's {@code AppRoleAssignments} mapping puts the whole role, as JSON, into the text of
 * {@code value}:
 *
 * <pre>{@code
 * {"op": "Add", "path": "roles", "value": [
 *   {"value": "{\"id\":\"06b0…\",\"value\":\"25\",\"displayName\":\"Role\"}"}]}
 * }</pre>
 *
 * which means {@code {"value": "25", "display": "Role"}}. What the element says itself wins.
 */
public final class JsonInRoleText implements ValueFix {
  private static final ObjectReader JSON =
      new ObjectMapper(JsonLimits.factory())
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** In characters; no role of Entra ID comes near it, and a longer text is a value too long. */
  private static final int LONGEST = 4_000;

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (path.extension() || !path.attribute().name().equals("roles")) {
      return value;
    }
    if (path.subAttribute().isPresent()) {
      boolean isValue = path.leaf().name().equals("value");
      return isValue ? role(value).map(r -> r.get("value")).orElse(value) : value;
    }
    if (value.isTextual()) {
      return role(value).<JsonNode>map(r -> r).orElse(value);
    }
    if (!value.isObject()) {
      return value;
    }
    for (var member : value.properties()) {
      if (member.getKey().equalsIgnoreCase("value")) {
        return role(member.getValue())
            .<JsonNode>map(r -> merged(r, value, member.getKey()))
            .orElse(value);
      }
    }
    return value;
  }

  private static ObjectNode merged(ObjectNode role, JsonNode element, String valueKey) {
    for (var member : element.properties()) {
      if (!member.getKey().equals(valueKey) && !member.getValue().isNull()) {
        role.set(
            member.getKey().equalsIgnoreCase("display") ? "display" : member.getKey(),
            member.getValue());
      }
    }
    return role;
  }

  private static Optional<ObjectNode> role(JsonNode text) {
    if (!text.isTextual()
        || text.textValue().length() > LONGEST
        || !text.textValue().stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    JsonNode parsed;
    try {
      parsed = JSON.readTree(text.textValue());
    } catch (JsonProcessingException notJson) {
      return Optional.empty(); // a role may be named with a brace; then it is just text
    }
    JsonNode value = parsed.get("value");
    if (value == null || !value.isValueNode() || value.isNull()) {
      return Optional.empty();
    }
    ObjectNode role = JsonNodeFactory.instance.objectNode();
    role.set("value", value);
    JsonNode display = parsed.get("displayName");
    if (display != null && display.isTextual()) {
      role.set("display", display);
    }
    return Optional.of(role);
  }
}
