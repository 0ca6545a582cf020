package dev.usher.scim.resource;

import dev.usher.scim.error.ScimException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the ids of resources in paths. */
public final class ResourceIds {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private ResourceIds() {}

  /**
   * The id of a resource. What is not written as Usher writes ids names nothing.
   *
   * @throws ScimException 404
   */
  public static UUID parse(String resourceType, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!UUID_TEXT.matcher(lower).matches()) {
      throw ScimException.notFound(
          "There is no %s with that id.".formatted(resourceType.toLowerCase(Locale.ROOT)));
    }
    return UUID.fromString(lower);
  }
}
