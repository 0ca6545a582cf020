package dev.usher.directory.invitation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.resource.ResourceIds;
import java.util.UUID;

/** Reads what asks for an invitation: {@code {"user": {"value": ID}}}. */
public final class InvitationRequest {

  private InvitationRequest() {}

  /**
   * The user's id, as clients write a reference: an object, or the id alone.
   *
   * @throws ScimException 400 {@code invalidValue} when there is none
   */
  public static UUID user(JsonNode body) {
    JsonNode user = body.path("user");
    JsonNode value = user.isTextual() ? user : user.path("value");
    if (!value.isTextual()) {
      throw ScimException.invalidValue("user.value: say whom to invite, by the user's id.");
    }
    try {
      return ResourceIds.parse("User", value.textValue());
    } catch (ScimException noId) {
      throw ScimException.invalidValue(
          "user.value: there is no user with id “%s”.".formatted(value.textValue()));
    }
  }
}
