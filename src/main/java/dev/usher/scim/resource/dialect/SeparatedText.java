package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.scim.schema.AttributePath;
import java.util.regex.Pattern;

/**
 * Entra ID's custom attributes are simple, so several values travel in one text:
 *
 * <pre>{@code
 * {"urn:…:extension:usher:2.0:User": {"projectRoles": "APOLLO:developer; HERMES:viewer"}}
 * }</pre>
 */
public final class SeparatedText implements ValueFix {
  private static final Pattern SEPARATOR = Pattern.compile("[,;]");

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (!path.leaf().separatedText()) {
      return value;
    }
    if (value.isTextual()) {
      ArrayNode parts = JsonNodeFactory.instance.arrayNode();
      split(value.textValue(), parts);
      return parts;
    }
    if (!value.isArray()) {
      return value;
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : value) {
      if (element.isTextual()) {
        split(element.textValue(), parts);
      } else {
        parts.add(element);
      }
    }
    return parts;
  }

  private static void split(String text, ArrayNode into) {
    SEPARATOR
        .splitAsStream(text)
        .map(String::trim)
        .filter(part -> !part.isEmpty())
        .forEach(into::add);
  }
}
