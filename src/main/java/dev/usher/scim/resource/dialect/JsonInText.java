package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.json.CountingParser;
import dev.usher.scim.json.JsonLimits;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A complex value, or a whole list of them, as JSON within a text, because the mapping of the
 * client knows only texts. Entra ID's {@code AppRoleAssignments} puts it into the {@code value} of
 * an element:
 *
 * <pre>{@code
 * {"op": "Add", "path": "emails", "value": "{\"type\":\"work\",\"value\":\"a@example.org\"}"}
 * {"op": "Add", "path": "roles", "value": [
 *   {"value": "{\"id\":\"06b0…\",\"value\":\"25\",\"displayName\":\"Role\"}"}]}
 * }</pre>
 *
 * The second means {@code {"value": "25", "display": "Role"}}. What an element says beside the text
 * wins. Of the JSON only what the schema knows is kept, so that its tree is short-lived. A text
 * that begins as JSON and is none is refused: as a value it would be stored and never be found.
 */
public final class JsonInText implements ValueFix {
  /** In characters. */
  private static final int LONGEST = 64 * 1024;

  private static final String VALUE = "value";
  private static final Pattern BEGINNING = Pattern.compile("\\s*(?:\\{|\\[\\s*[\\[\\]{\"])");
  private static final ObjectReader JSON =
      new ObjectMapper(JsonLimits.factory())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /**
   * {@inheritDoc}
   *
   * @throws ScimException 400 {@code invalidValue} for a text that begins as JSON and is none, or
   *     whose JSON is no object and no list of objects
   */
  @Override
  public JsonNode fix(AttributePath path, JsonNode value) {
    if (!path.attribute().complex()) {
      return value;
    }
    if (path.subAttribute().isPresent()) {
      return path.leaf().name().equals(VALUE) && isJson(value) ? valueIn(path, value) : value;
    }
    if (isJson(value)) {
      JsonNode parsed = parsed(path, value);
      return parsed.isArray() ? elements(path, parsed) : known(path, parsed);
    }
    return value.isArray() ? elements(path, value) : element(path, value);
  }

  private static JsonNode valueIn(AttributePath path, JsonNode text) {
    JsonNode value = object(path, text).get(VALUE);
    if (value == null) {
      throw unreadable(path);
    }
    return value;
  }

  private static JsonNode elements(AttributePath path, JsonNode array) {
    ArrayNode elements = JsonNodeFactory.instance.arrayNode(array.size());
    for (JsonNode each : array) {
      JsonNode parsed = isJson(each) ? parsed(path, each) : each;
      if (parsed.isArray() && parsed != each) {
        parsed.forEach(inner -> elements.add(known(path, inner)));
      } else {
        elements.add(parsed == each ? element(path, each) : known(path, parsed));
      }
    }
    return elements;
  }

  /** An element whose {@code value} may be such a text. */
  private static JsonNode element(AttributePath path, JsonNode element) {
    for (var member : element.properties()) {
      if (member.getKey().equalsIgnoreCase(VALUE) && isJson(member.getValue())) {
        ObjectNode merged = object(path, member.getValue());
        element.properties().stream()
            .filter(other -> other != member && !other.getValue().isNull())
            .filter(other -> !other.getKey().equals(member.getKey()))
            .forEach(other -> merged.set(name(path, other.getKey()), other.getValue()));
        return merged;
      }
    }
    return element;
  }

  private static String name(AttributePath path, String key) {
    return path.attribute().subAttribute(key).map(Attribute::name).orElse(key);
  }

  private static boolean isJson(JsonNode value) {
    return value.isTextual() && BEGINNING.matcher(value.textValue()).lookingAt();
  }

  private static ObjectNode object(AttributePath path, JsonNode text) {
    JsonNode parsed = parsed(path, text);
    return known(path, parsed.isArray() && parsed.size() == 1 ? parsed.get(0) : parsed);
  }

  private static JsonNode parsed(AttributePath path, JsonNode node) {
    String text = node.textValue();
    if (text.length() > LONGEST) {
      throw unreadable(path);
    }
    try (JsonParser parser = new CountingParser(JSON.createParser(text))) {
      JsonNode parsed = JSON.readTree(parser);
      if (parser.nextToken() != null) {
        throw unreadable(path);
      }
      return parsed;
    } catch (JsonProcessingException notJson) {
      throw unreadable(path);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text could not be read", impossible);
    }
  }

  /** Its members that the schema knows, by their names there. */
  private static ObjectNode known(AttributePath path, JsonNode parsed) {
    if (!parsed.isObject()) {
      throw unreadable(path);
    }
    ObjectNode known = JsonNodeFactory.instance.objectNode();
    for (var member : parsed.properties()) {
      Optional<Attribute> sub = path.attribute().subAttribute(member.getKey());
      if (sub.isPresent()) {
        known.set(sub.get().name(), member.getValue());
      } else if (member.getKey().equals("displayName")
          && path.attribute().subAttribute("display").isPresent()
          && !known.has("display")) {
        known.set("display", member.getValue());
      }
    }
    return known;
  }

  private static ScimException unreadable(AttributePath path) {
    return ScimException.invalidValue(
        "The text for %s begins as JSON and is not an object, or a list of objects, in JSON."
            .formatted(path));
  }
}
