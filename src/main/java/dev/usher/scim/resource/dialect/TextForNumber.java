package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A number written as text, as connectors do that know strings only:
 *
 * <pre>{@code
 * {"totalAssignmentsPermitted": "25"}
 * }</pre>
 */
public final class TextForNumber implements ValueFix {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?");

  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    AttributeType type = path.leaf().type();
    if (!value.isTextual()) {
      return value;
    }
    String text = value.textValue().trim();
    if (type == AttributeType.INTEGER && INTEGER.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
    }
    if (type == AttributeType.DECIMAL && DECIMAL.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
    return value;
  }
}
