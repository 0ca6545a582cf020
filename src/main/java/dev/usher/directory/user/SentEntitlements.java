package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Licenses;
import dev.usher.directory.license.Seat;
import dev.usher.scim.resource.MultiValues;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * How a client wrote the licenses and project roles among {@code entitlements}: a program compares
 * what it reads with what it wrote, and writes again what differs. Kept in the profile, under a
 * name that no schema has, for those elements that differ from what the catalogue would make of
 * them; whether the person has the license or the role is told by rows alone.
 */
final class SentEntitlements {
  /** The member of the profile: an object of elements by the text of the seat or grant. */
  static final String MEMBER = "entitlementsAsSent";

  private SentEntitlements() {}

  /**
   * What to keep of a document.
   *
   * @param elements {@code entitlements} of the document
   * @param licenses finds seats as the request leaves them
   * @param seats held after the request, or remembered
   * @param grants held after the request
   * @param before kept until now; those of remembered seats stay although no document shows them
   */
  static Map<String, JsonNode> read(
      JsonNode elements,
      Licenses licenses,
      Catalogue catalogue,
      Collection<Seat> seats,
      Collection<ProjectGrant> grants,
      Map<String, JsonNode> before) {
    Map<String, ObjectNode> made = new LinkedHashMap<>();
    seats.forEach(seat -> made.put(seat.toString(), made(seat, catalogue)));
    grants.forEach(grant -> made.put(grant.toString(), made(grant, catalogue)));
    Map<String, JsonNode> kept = new LinkedHashMap<>();
    boolean primary =
        StreamSupport.stream(elements.spliterator(), false).anyMatch(MultiValues::isPrimary);
    before.forEach(
        (item, element) -> {
          if (made.containsKey(item)) {
            kept.put(item, primary ? demoted(element) : element);
          }
        });
    for (JsonNode element : elements) {
      item(element, licenses, catalogue)
          .filter(made::containsKey)
          .filter(item -> !element.equals(made.get(item)))
          .ifPresent(item -> kept.put(item, element));
    }
    return kept;
  }

  /** An attribute has one primary element, also when a remembered license comes back. */
  private static JsonNode demoted(JsonNode element) {
    return MultiValues.isPrimary(element)
        ? ((ObjectNode) element.deepCopy()).put("primary", false)
        : element;
  }

  /** The text of the seat or grant that an element names; empty when it is neither. */
  private static Optional<String> item(JsonNode element, Licenses licenses, Catalogue catalogue) {
    JsonNode value = element.path("value");
    if (!value.isTextual()) {
      return Optional.empty();
    }
    return switch (Entitlements.kind(element, licenses, catalogue)) {
      case LICENSE -> licenses.find(value.textValue()).map(Seat::toString);
      case PROJECT_ROLE ->
          ProjectRoles.resolve(value.textValue(), catalogue).map(ProjectGrant::toString);
      case OTHER -> Optional.empty();
    };
  }

  /** The element that a seat is shown as when no client wrote it. */
  static ObjectNode made(Seat seat, Catalogue catalogue) {
    String display =
        catalogue
            .license(seat.license())
            .map(Catalogue.License::displayName)
            .orElse(seat.license());
    return made(seat.toString(), display, Entitlements.LICENSE);
  }

  /** The element that a grant is shown as when no client wrote it. */
  static ObjectNode made(ProjectGrant grant, Catalogue catalogue) {
    return made(
        grant.toString(), ProjectRoles.display(grant, catalogue), Entitlements.PROJECT_ROLE);
  }

  private static ObjectNode made(String value, String display, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("value", value)
        .put("display", display)
        .put("type", type);
  }

  /** What a profile keeps, by the text of the seat or grant. */
  static Map<String, JsonNode> of(ObjectNode profile) {
    Map<String, JsonNode> kept = new LinkedHashMap<>();
    profile.path(MEMBER).properties().forEach(each -> kept.put(each.getKey(), each.getValue()));
    return kept;
  }

  /** Whether a profile keeps any; without reading it. */
  static boolean in(String profile) {
    return profile.contains("\"" + MEMBER + "\"");
  }

  /** Writes them into a profile, if there are any. */
  static void write(Map<String, JsonNode> kept, ObjectNode profile) {
    if (!kept.isEmpty()) {
      profile.putObject(MEMBER).setAll(kept);
    }
  }
}
