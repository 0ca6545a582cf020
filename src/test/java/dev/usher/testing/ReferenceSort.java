package dev.usher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What sorting means (RFC 7644 §3.4.2.3), over the JSON of resources as answers show them. */
public final class ReferenceSort {

  private ReferenceSort() {}

  /**
   * The order by that attribute, and by id where it decides nothing. Strings that ignore case must
   * be printable ASCII.
   */
  public static Comparator<JsonNode> by(AttributePath path, boolean descending) {
    Comparator<JsonNode> ascending =
        Comparator.<JsonNode, Optional<JsonNode>>comparing(
                resource -> key(path, resource), (a, b) -> compare(path, a, b))
            .thenComparing(resource -> resource.path("id").textValue());
    return descending ? ascending.reversed() : ascending;
  }

  private static int compare(AttributePath path, Optional<JsonNode> a, Optional<JsonNode> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    return path.leaf().type() == AttributeType.BOOLEAN
        ? Boolean.compare(a.get().booleanValue(), b.get().booleanValue())
        : ReferenceFilter.order(a.get().textValue(), b.get().textValue(), path.leaf().caseExact());
  }

  /** The one value that counts: of the primary element, else of the first. */
  private static Optional<JsonNode> key(AttributePath path, JsonNode resource) {
    JsonNode block = path.extension() ? resource.path(path.schema().urn()) : resource;
    JsonNode attribute = block.path(path.attribute().name());
    if (!attribute.isArray()) {
      return leaf(path, attribute);
    }
    return StreamSupport.stream(attribute.spliterator(), false)
        .filter(element -> element.path("primary").booleanValue())
        .findFirst()
        .flatMap(element -> leaf(path, element))
        .or(() -> leaf(path, attribute.path(0)));
  }

  private static Optional<JsonNode> leaf(AttributePath path, JsonNode value) {
    JsonNode leaf = path.subAttribute().isPresent() ? value.path(path.leaf().name()) : value;
    return leaf.isMissingNode() ? Optional.empty() : Optional.of(leaf);
  }
}
