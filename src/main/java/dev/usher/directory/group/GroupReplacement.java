package dev.usher.directory.group;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.UsherGroupSchema;
import java.util.List;

/**
 * What a PUT leaves alone (RFC 7644 §3.5.1 lets the service decide): {@code externalId}, the Usher
 * block and each attribute of a present one are kept when absent. Everything else absent is
 * cleared, members too: Keycloak leaves empty arrays out, and keeping them would keep access.
 */
final class GroupReplacement {

  private GroupReplacement() {}

  /**
   * The document after the PUT, without members.
   *
   * @param before as stored
   * @param body canonical, with an explicit null for what is cleared; not changed
   */
  static ObjectNode merge(ObjectNode before, ObjectNode body) {
    ObjectNode after = body.objectNode().setAll(body);
    after.remove("members");
    keep(before, after, List.of("externalId", UsherGroupSchema.URN));
    if (body.path(UsherGroupSchema.URN) instanceof ObjectNode block
        && before.path(UsherGroupSchema.URN) instanceof ObjectNode stored) {
      ObjectNode merged = block.deepCopy();
      keep(
          stored,
          merged,
          UsherGroupSchema.SCHEMA.attributes().stream().map(Attribute::name).toList());
      after.set(UsherGroupSchema.URN, merged);
    }
    return after;
  }

  private static void keep(ObjectNode before, ObjectNode after, List<String> names) {
    for (String name : names) {
      JsonNode stored = before.path(name);
      if (!after.has(name) && !stored.isMissingNode()) {
        after.set(name, stored);
      }
    }
  }
}
