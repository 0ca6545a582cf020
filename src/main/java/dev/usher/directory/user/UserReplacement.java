package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.Schema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.List;

/**
 * What a PUT leaves alone (RFC 7644 §3.5.1 lets the service decide): clients put back only what
 * they map. {@code active}, {@code externalId}, {@code roles}, {@code entitlements}, whole
 * extension blocks and each attribute of a present Usher or Katalon block are kept when absent;
 * everything else absent is cleared.
 */
final class UserReplacement {
  private static final List<String> KEPT =
      List.of(
          "active",
          "externalId",
          "roles",
          "entitlements",
          EnterpriseUserSchema.URN,
          UsherUserSchema.URN,
          KatalonUserSchema.URN);

  /** Extensions of which each attribute is kept. */
  private static final List<Schema> KEPT_WITHIN =
      List.of(UsherUserSchema.SCHEMA, KatalonUserSchema.SCHEMA);

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
    for (Schema schema : KEPT_WITHIN) {
      JsonNode blockBefore = before.path(schema.urn());
      if (after.path(schema.urn()) instanceof ObjectNode block && blockBefore.isObject()) {
        keep(
            (ObjectNode) blockBefore,
            block,
            schema.attributes().stream().map(Attribute::name).toList());
      }
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
