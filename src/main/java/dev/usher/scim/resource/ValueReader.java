package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.error.ShortText;
import dev.usher.scim.resource.dialect.NoneClears;
import dev.usher.scim.resource.dialect.ValueFixes;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Reads the value of one attribute: the dialect fixes put odd spellings right, then the value must
 * have the attribute's type (RFC 7643 §2.3).
 */
public final class ValueReader {
  private final boolean strict;

  /**
   * @param strict whether an unknown sub-attribute is refused instead of ignored
   */
  public ValueReader(boolean strict) {
    this.strict = strict;
  }

  /**
   * The canonical value of an attribute or sub-attribute.
   *
   * @return JSON null when the value says that nothing is there ({@code null}, {@code ""}, {@code
   *     []}, and what else clears); a non-empty array for a multi-valued attribute. The object of a
   *     single-valued complex attribute keeps explicit nulls, so that a merge can tell a cleared
   *     sub-attribute from an absent one.
   * @throws ScimException 400 {@code invalidValue} naming the attribute; when strict, {@code
   *     invalidPath} naming an unknown sub-attribute
   */
  public JsonNode read(AttributePath path, JsonNode raw) {
    JsonNode value = ValueFixes.apply(ValueFixes.WHOLE, path, raw);
    return path.leaf().multiValued() ? many(path, value) : one(path, value);
  }

  /**
   * The canonical form of one element of a multi-valued attribute, without nulls inside.
   *
   * @return JSON null when nothing is left of it
   * @throws ScimException as {@link #read}
   */
  public JsonNode readElement(AttributePath path, JsonNode raw) {
    JsonNode value = ValueFixes.apply(ValueFixes.WHOLE, path, raw);
    if (value.isArray() && value.isEmpty()) {
      return NullNode.getInstance();
    }
    return element(path, value.isArray() && value.size() == 1 ? value.get(0) : value);
  }

  private JsonNode element(AttributePath path, JsonNode raw) {
    JsonNode element = one(path, raw);
    return element instanceof ObjectNode object ? Documents.pruned(object) : element;
  }

  private JsonNode many(AttributePath path, JsonNode value) {
    MultiValues.limit(path.leaf(), value.size());
    ArrayNode elements = JsonNodeFactory.instance.arrayNode();
    for (JsonNode raw : value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)) {
      if (raw.isArray()) {
        throw wrongKind(path, "a list of values, not a list of lists");
      }
      if (value.size() > 1 && NoneClears.says(path, raw)) {
        throw ScimException.invalidValue(
            path + " cannot be \"none\" and have other values at the same time.");
      }
      JsonNode element = element(path, raw);
      if (!element.isNull()) {
        elements.add(element);
      }
    }
    ArrayNode folded = MultiValues.fold(path.leaf(), elements);
    return folded.isEmpty() ? NullNode.getInstance() : folded;
  }

  private JsonNode one(AttributePath path, JsonNode raw) {
    JsonNode value = ValueFixes.apply(ValueFixes.EACH, path, raw);
    if (value.isNull() || (value.isTextual() && value.textValue().isEmpty())) {
      return NullNode.getInstance();
    }
    return switch (path.leaf().type()) {
      case STRING, REFERENCE -> TextNode.valueOf(TextRules.check(path, text(path, value)));
      case BINARY -> binary(path, value);
      case BOOLEAN -> expect(value.isBoolean(), path, "true or false", value);
      case INTEGER -> expect(value.isIntegralNumber(), path, "an integer", value);
      case DECIMAL -> expect(value.isNumber(), path, "a number", value);
      case DATE_TIME -> dateTime(path, value);
      case COMPLEX -> complex(path, value);
    };
  }

  private static String text(AttributePath path, JsonNode value) {
    return expect(value.isTextual(), path, "a text", value).textValue();
  }

  /** Microsoft's validator sends random text for certificates, so base64 is not insisted on. */
  private static JsonNode binary(AttributePath path, JsonNode value) {
    TextRules.wellFormed(path, text(path, value));
    return value;
  }

  private static JsonNode dateTime(AttributePath path, JsonNode value) {
    String text = TextRules.check(path, text(path, value)).trim();
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeException notATime) {
      throw wrongKind(path, "a time such as 2026-01-31T09:30:00Z");
    }
    return TextNode.valueOf(text);
  }

  private JsonNode complex(AttributePath path, JsonNode value) {
    expect(value.isObject(), path, "an object", value);
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    for (var member : value.properties()) {
      Optional<Attribute> sub = path.leaf().subAttribute(member.getKey());
      if (sub.isEmpty()) {
        if (strict) {
          throw unknown(path + "." + member.getKey());
        }
        continue;
      }
      AttributePath below = path.withSub(sub.get());
      if (!IgnoredInput.contains(below)) {
        read.set(sub.get().name(), read(below, member.getValue()));
      }
    }
    // {"type": "work", "value": ""} says that there is no such address.
    return read.path("value").isNull() ? NullNode.getInstance() : read;
  }

  private static JsonNode expect(boolean right, AttributePath path, String kind, JsonNode value) {
    if (!right) {
      throw wrongKind(path, value.isArray() ? "one value, not a list of several" : kind);
    }
    return value;
  }

  private static ScimException wrongKind(AttributePath path, String kind) {
    return ScimException.invalidValue("The value of %s must be %s.".formatted(path, kind));
  }

  /** The refusal of a name that no schema of the resource type knows. */
  public static ScimException unknown(String name) {
    return ScimException.invalidPath("There is no attribute " + ShortText.cut(name, 200) + ".");
  }
}
