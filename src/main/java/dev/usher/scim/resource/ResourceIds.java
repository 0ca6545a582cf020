package dev.usher.scim.resource;

import dev.usher.scim.error.ScimException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads the ids of resources as clients write them. */
public final class ResourceIds {
  private static final int LENGTH = 36;

  private ResourceIds() {}

  /**
   * The id of a resource in a path. What is not written as Usher writes ids names nothing.
   *
   * @throws ScimException 404
   */
  public static UUID parse(String resourceType, String text) {
    return read(text)
        .orElseThrow(
            () ->
                ScimException.notFound(
                    "There is no %s with that id."
                        .formatted(resourceType.toLowerCase(Locale.ROOT))));
  }

  /** The id in a text; empty when it is not written as Usher writes ids, in either case. */
  public static Optional<UUID> read(String text) {
    return isUuid(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  /** Java's own reading takes shorter groups of digits as well. */
  private static boolean isUuid(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (hyphen ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }
}
