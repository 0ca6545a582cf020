package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.AttributePath;

/**
 * Members of a group without an id that could be used. Passed over, they would make an empty list
 * of one that was meant to name somebody, and so empty the group.
 */
public final class UsableMembers {

  private UsableMembers() {}

  /**
   * Refuses what names members and has no id for any of them.
   *
   * @param path anything but a group's {@code members} is accepted
   * @param sent as the client sent it
   * @param read what {@link ValueReader} made of it
   * @param adding whether members are added, for which null and an empty text are no values either;
   *     otherwise those clear. An empty list is accepted in any case.
   * @throws ScimException 400 {@code invalidValue}
   */
  public static void require(AttributePath path, JsonNode sent, JsonNode read, boolean adding) {
    if (!IgnoredInput.members(path) || !read.isNull()) {
      return;
    }
    boolean nothing = sent.isNull() || (sent.isTextual() && sent.textValue().isEmpty());
    boolean accepted = nothing ? !adding : sent.isArray() && sent.isEmpty();
    if (!accepted) {
      throw ScimException.invalidValue(
          "members: each member needs a value, the id of a user or of a group.");
    }
  }
}
