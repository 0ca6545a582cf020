package dev.usher.scim.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The references in the data of an operation to resources that other operations of the same Bulk
 * create (RFC 7644 §3.7.2):
 *
 * <pre>{@code
 * {"members": [{"value": "bulkId:ada", "$ref": "https://…/Users/bulkId:ada"}]}
 * {"manager": "bulkId:ada"}
 * {"path": "members[value eq \"bulkId:ada\"]"}
 * }</pre>
 *
 * A text is a reference only where an id can stand – in a {@code value}, {@code $ref}, {@code
 * manager}, {@code members} or {@code user}, or quoted in a {@code path} – so that nobody's
 * displayName is taken for one.
 */
public final class BulkReferences {
  /** What comes before the bulkId. */
  static final String PREFIX = "bulkId:";

  private static final String URL_PREFIX = "/" + PREFIX;
  private static final Set<String> HOLDING_IDS = Set.of("value", "manager", "members", "user");
  private static final Pattern QUOTED = Pattern.compile("\"" + PREFIX + "([^\"]*)\"");

  private BulkReferences() {}

  /** What a bulkId stands for. */
  public interface Resolver {
    /** The id of the resource. */
    String id(String bulkId);

    /** The absolute URL of the resource. */
    String location(String bulkId);
  }

  /** The bulkIds that are referred to. */
  static Set<String> in(JsonNode data) {
    Set<String> found = new LinkedHashSet<>();
    resolve(
        data,
        new Resolver() {
          @Override
          public String id(String bulkId) {
            found.add(bulkId);
            return bulkId;
          }

          @Override
          public String location(String bulkId) {
            found.add(bulkId);
            return bulkId;
          }
        });
    return found;
  }

  /**
   * The data with each reference replaced by what it refers to; the argument is not changed, and
   * what has no references is in both.
   */
  public static JsonNode resolve(JsonNode data, Resolver resolver) {
    return resolve("", data, resolver);
  }

  /**
   * @param key of the member that holds the node
   * @return the node itself where nothing is replaced, so that most data is not copied
   */
  private static JsonNode resolve(String key, JsonNode node, Resolver resolver) {
    if (node instanceof ObjectNode object) {
      return resolve(object, resolver);
    }
    if (node instanceof ArrayNode array) {
      return resolve(key, array, resolver);
    }
    if (!node.isTextual() || !node.textValue().contains(PREFIX)) {
      return node;
    }
    String text = text(lastName(key), node.textValue(), resolver);
    return text.equals(node.textValue()) ? node : TextNode.valueOf(text);
  }

  private static ObjectNode resolve(ObjectNode object, Resolver resolver) {
    ObjectNode resolved = object;
    for (var member : object.properties()) {
      JsonNode value = resolve(member.getKey(), member.getValue(), resolver);
      if (value != member.getValue()) {
        if (resolved == object) {
          resolved = object.objectNode().setAll(object);
        }
        resolved.set(member.getKey(), value);
      }
    }
    return resolved;
  }

  private static ArrayNode resolve(String key, ArrayNode array, Resolver resolver) {
    ArrayNode resolved = array;
    for (int i = 0; i < array.size(); i++) {
      JsonNode value = resolve(key, array.get(i), resolver);
      if (value != array.get(i)) {
        if (resolved == array) {
          resolved = array.arrayNode(array.size()).addAll(array);
        }
        resolved.set(i, value);
      }
    }
    return resolved;
  }

  /** Keys may be full or dotted: {@code URN:manager.value}. */
  private static String lastName(String key) {
    int end = Math.max(key.lastIndexOf('.'), key.lastIndexOf(':'));
    return key.substring(end + 1).toLowerCase(Locale.ROOT);
  }

  private static String text(String name, String text, Resolver resolver) {
    if (name.equals("path")) {
      return quoted(text, resolver);
    }
    if (name.equals("$ref")) {
      int from = text.startsWith(PREFIX) ? 0 : text.lastIndexOf(URL_PREFIX) + 1;
      return text.startsWith(PREFIX, from)
          ? resolver.location(text.substring(from + PREFIX.length()))
          : text;
    }
    return HOLDING_IDS.contains(name) && text.startsWith(PREFIX)
        ? resolver.id(text.substring(PREFIX.length()))
        : text;
  }

  private static String quoted(String path, Resolver resolver) {
    return QUOTED
        .matcher(path)
        .replaceAll(found -> Matcher.quoteReplacement("\"" + resolver.id(found.group(1)) + "\""));
  }
}
