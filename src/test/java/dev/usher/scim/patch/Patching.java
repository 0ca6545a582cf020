package dev.usher.scim.patch;

import static dev.usher.scim.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.ResourceTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Applies PATCH operations, written as JSON, to a user in tests. */
final class Patching {

  private Patching() {}

  static ObjectNode patch(ObjectNode user, String... operations) {
    return patch(user, false, operations);
  }

  static ObjectNode patch(ObjectNode user, boolean strict, String... operations) {
    String body = "{'Operations': [" + String.join(",", operations) + "]}";
    return PatchApplier.apply(
        user, PatchReader.read(json(body), ResourceTypes.USER, strict), ResourceTypes.USER, strict);
  }

  static void refused(String scimType, ThrowingCallable call) {
    ScimException refusal = catchThrowableOfType(ScimException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.scimType()).as(refusal.detail()).contains(scimType);
  }
}
