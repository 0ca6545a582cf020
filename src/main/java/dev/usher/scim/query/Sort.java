package dev.usher.scim.query;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.error.ShortText;
import dev.usher.scim.filter.Filters;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The order of a list (RFC 7644 §3.4.2.3).
 *
 * @param path never to a complex leaf: a complex attribute is sorted by its {@code value}, a
 *     multi-valued one by its primary value, else its first
 * @param descending the largest first
 */
public record Sort(AttributePath path, boolean descending) {

  /**
   * The order that a request asks for.
   *
   * @return empty without {@code sortBy}
   * @throws ScimException 400 {@code invalidPath} for a {@code sortBy} that is unknown or has no
   *     order, {@code invalidValue} for a {@code sortOrder} that is neither ascending nor
   *     descending
   */
  public static Optional<Sort> parse(
      Optional<String> sortBy, Optional<String> sortOrder, ResourceType type) {
    return parse(sortBy, sortOrder, type, List.of());
  }

  /**
   * The same when several types are searched: empty when this type lacks the attribute and one of
   * the others has it.
   *
   * @param searched the types that are searched; may include {@code type}
   */
  public static Optional<Sort> parse(
      Optional<String> sortBy,
      Optional<String> sortOrder,
      ResourceType type,
      Collection<ResourceType> searched) {
    boolean descending = sortOrder.map(Sort::isDescending).orElse(false);
    if (sortBy.isEmpty()) {
      return Optional.empty();
    }
    String name = sortBy.get().strip();
    Optional<AttributePath> path = type.find(name);
    if (path.isEmpty() && searched.stream().noneMatch(other -> other.find(name).isPresent())) {
      throw ScimException.invalidPath("sortBy names no attribute: " + shown(name) + ".");
    }
    return path.map(p -> new Sort(sortable(p), descending));
  }

  private static AttributePath sortable(AttributePath path) {
    AttributePath leaf = path;
    if (path.leaf().complex()) {
      Attribute value = path.attribute().subAttribute("value").orElseThrow(() -> unsortable(path));
      leaf = path.withSub(value);
    }
    if (!Filters.mayAsk(leaf) || leaf.leaf().type() == AttributeType.BINARY) {
      throw unsortable(path);
    }
    return leaf;
  }

  private static ScimException unsortable(AttributePath path) {
    return ScimException.invalidPath(path + " cannot be sorted by.");
  }

  private static boolean isDescending(String order) {
    String trimmed = order.strip();
    if (trimmed.equalsIgnoreCase("descending")) {
      return true;
    }
    if (trimmed.equalsIgnoreCase("ascending")) {
      return false;
    }
    throw ScimException.invalidValue("sortOrder must be ascending or descending.");
  }

  private static String shown(String name) {
    return ShortText.cut(name, 100);
  }
}
