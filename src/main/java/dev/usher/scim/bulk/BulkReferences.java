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

  /** The data with each reference replaced by what it refers to; the argument is not changed. */
  public static JsonNode resolve(JsonNode data, Resolver resolver) {
    return resolve("", data, resolver);
  }

  private static JsonNode resolve(String name, JsonNode node, Resolver resolver) {
    if (node instanceof ObjectNode object) {
      ObjectNode resolved = object.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  resolved.set(
                      member.getKey(),
                      resolve(lastName(member.getKey()), member.getValue(), resolver)));
      return resolved;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode resolved = array.arrayNode(array.size());
      array.forEach(each -> resolved.add(resolve(name, each, resolver)));
      return resolved;
    }
    return node.isTextual() ? TextNode.valueOf(text(name, node.textValue(), resolver)) : node;
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
