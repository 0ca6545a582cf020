package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.usher.scim.schema.AttributePath;
import java.util.Locale;

/**
 * Entra ID cannot send null or an empty string for a mapped attribute, so an expression yields a
 * word instead. In Usher's own extensions {@code none} clears, alone or as the only value:
 *
 * <pre>{@code
 * {"op": "Replace", "path": "urn:…:extension:usher:2.0:User:licenses", "value": "none"}
 * }</pre>
 */
public final class NoneClears implements ValueFix {
  private static final String PREFIX = "urn:ietf:params:scim:schemas:extension:usher:";

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    return says(path, value) ? NullNode.getInstance() : value;
  }

  /** Whether the value is the clearing word, for an attribute in which it is one. */
  public static boolean says(AttributePath path, JsonNode value) {
    JsonNode only = value.isArray() && value.size() == 1 ? value.get(0) : value;
    return only.isTextual()
        && only.textValue().trim().equalsIgnoreCase("none")
        && path.schema().urn().toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }
}
