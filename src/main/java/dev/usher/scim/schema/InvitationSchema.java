package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** Invitations, by which people get into an account. */
public final class InvitationSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:usher:2.0:Invitation";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "Invitation",
          "How one person gets into the account: a link, mailed, that works once.",
          List.of(),
          CommonAttributes.schemas(),
          CommonAttributes.id(),
          CommonAttributes.meta(),
          of("user", AttributeType.COMPLEX, "Whom it is for.")
              .required()
              .mutability(Mutability.IMMUTABLE)
              .with(
                  string("value", "The id of the user.")
                      .required()
                      .mutability(Mutability.IMMUTABLE),
                  of("$ref", AttributeType.REFERENCE, "The URL of the user.")
                      .referenceTypes("User")
                      .readOnly(),
                  string("display", "The person's userName.").readOnly()),
          string("address", "Where it is mailed to; absent when it can only be copied.").readOnly(),
          string("status", "Where it stands.")
              .readOnly()
              .canonicalValues("pending", "expired", "accepted", "revoked", "superseded"),
          string("invitedBy", "Who invited.").readOnly(),
          of("sentAt", AttributeType.DATE_TIME, "When a mail last went out.").readOnly(),
          of("expiresAt", AttributeType.DATE_TIME, "From when on the link is dead.").readOnly(),
          of("acceptedAt", AttributeType.DATE_TIME, "When it was accepted.").readOnly(),
          of("sendCount", AttributeType.INTEGER, "How many mails went out.").readOnly());

  private InvitationSchema() {}
}
