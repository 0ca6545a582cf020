package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.List;

/**
 * What a PUT leaves alone (RFC 7644 §3.5.1 lets the service decide): clients put back only what
 * they map. {@code active}, {@code externalId}, {@code roles}, {@code entitlements}, whole
 * extension blocks and each attribute of a present Usher block are kept when absent; everything
 * else absent is cleared.
 */
final class UserReplacement {
  private static final List<String> KEPT =
      List.of(
          "active",
          "externalId",
          "roles",
          "entitlements",
          EnterpriseUserSchema.URN,
          UsherUserSchema.URN);

  private UserReplacement() {}

  /**
   * The document after the PUT.
   *
   * @param before as stored
   * @param body canonical, with an explicit null for what is cleared; not changed
   */
  static ObjectNode merge(ObjectNode before, ObjectNode body) {
    ObjectNode after = body.deepCopy();
    keep(before, after, KEPT);
    JsonNode usherBefore = before.path(UsherUserSchema.URN);
    if (after.path(UsherUserSchema.URN) instanceof ObjectNode usher && usherBefore.isObject()) {
      keep(
          (ObjectNode) usherBefore,
          usher,
          UsherUserSchema.SCHEMA.attributes().stream().map(a -> a.name()).toList());
    }
    return after;
  }

  private static void keep(ObjectNode before, ObjectNode after, List<String> names) {
    for (String name : names) {
      if (!after.has(name) && before.has(name)) {
        after.set(name, before.get(name));
      }
    }
  }
}
