package dev.usher.store.query;

import static dev.usher.store.query.Collation.EXACT;
import static dev.usher.store.query.Collation.IGNORING_CASE;

import dev.usher.scim.schema.InvitationSchema;
import java.util.Map;

/** Where the attributes of invitations are stored. The table has the alias {@code i}. */
public final class InvitationAttributes {

  private InvitationAttributes() {}

  /**
   * @param endpoint the URL of the invitations' endpoint without a slash at its end
   * @param users the URL of the users' endpoint without a slash at its end
   */
  public static AttributeTable table(String endpoint, String users) {
    return AttributeTable.with("i.id")
        .elements("schemas", Weight.CONSTANT_ROWS, Constants.schemas(InvitationSchema.URN))
        .value("id", IdValue.id("i.id"))
        .complex("meta", "TRUE")
        .value("meta.resourceType", new ConstantValue("Invitation", EXACT, "i.id"))
        // ids are made in the order of creation, and have the index
        .value("meta.created", new InstantValue("i.created_at", "i.id", true))
        .value("meta.lastModified", InstantValue.required(lastModified("i")))
        .value("meta.location", IdValue.location("i.id", endpoint + "/"))
        .value("meta.version", Value.ABSENT)
        .complex("user", "TRUE")
        .value("user.value", IdValue.reference("i.user_id"))
        .value("user.$ref", IdValue.location("i.user_id", users + "/"))
        .value(
            "user.display",
            Weight.COMPUTED,
            TextValue.optional(
                "(SELECT u.user_name FROM user u"
                    + " WHERE u.account_id = i.account_id AND u.id = i.user_id)"))
        .value("address", TextValue.optional("i.address"))
        .value("status", TextValue.required(status("i")))
        .value("invitedBy", TextValue.required("i.invited_by"))
        .value("sentAt", InstantValue.optional("i.sent_at"))
        .value("expiresAt", InstantValue.required("i.expires_at"))
        .value("acceptedAt", InstantValue.optional("i.accepted_at"))
        .value("sendCount", new NumberValue("i.send_count", true))
        .build();
  }

  /** A user's last invitation, as the user shows it; its link is not to be asked for. */
  static Rows ofUser() {
    return Rows.child(
            "invitation e",
            "e.user_id",
            "u.id",
            Map.of(
                "status", TextValue.required(status("e")),
                "sentAt", InstantValue.optional("e.sent_at"),
                "expiresAt", InstantValue.required("e.expires_at"),
                "acceptedAt", InstantValue.optional("e.accepted_at"),
                "sendCount", new NumberValue("e.send_count", true)))
        .only(
            "NOT EXISTS (SELECT 1 FROM invitation n WHERE n.account_id = e.account_id"
                + " AND n.user_id = e.user_id AND n.generation > e.generation)")
        .orderedBy("e.generation");
  }

  /** Expiry is derived: nothing is written when it comes. */
  private static String status(String alias) {
    return IGNORING_CASE.of(
        "IF(%1$s.status = 'pending' AND %1$s.expires_at <= %2$s, 'expired', %1$s.status)"
            .formatted(alias, Parameters.NOW));
  }

  /** Acceptance is the one change whose time is kept. */
  private static String lastModified(String alias) {
    return "COALESCE(%1$s.accepted_at, %1$s.created_at)".formatted(alias);
  }
}
