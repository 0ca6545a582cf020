package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Finds the members of a message, whose names clients write in any case. */
public final class AnyCase {

  private AnyCase() {}

  /** The member of that name, an exactly written one first; may be JSON null. */
  public static Optional<JsonNode> member(JsonNode object, String name) {
    JsonNode exact = object.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return object.properties().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
