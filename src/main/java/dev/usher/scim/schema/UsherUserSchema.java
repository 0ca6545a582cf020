package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** Usher's User extension: what the workspace knows about the person. */
public final class UsherUserSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:extension:usher:2.0:User";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "UsherUser",
          "The person's place in the workspace account.",
          List.of(),
          string("status", "Pending until the invitation is accepted, Active, or Inactive.")
              .readOnly()
              .canonicalValues("Pending", "Active", "Inactive"),
          string("organization", "The id of the organization the person is affiliated with."),
          string("accountRole", "The account role that counts for the person."),
          string("projectRoles", "Direct grants, PROJECT:ROLE, or ALL:ROLE for every project.")
              .multiValued()
              .separatedText(),
          string(
                  "effectiveProjectRoles",
                  "Every grant in force, direct or through groups. Absent where groups are too many"
                      + " to be listed.")
              .multiValued()
              .readOnly(),
          string("licenses", "Seats held, LICENSE, or ORGANIZATION:LICENSE from a dedicated pool.")
              .multiValued()
              .separatedText(),
          string("employmentStartDate", "The first day of employment, YYYY-MM-DD."),
          of("invitation", AttributeType.COMPLEX, "The person's last invitation.")
              .readOnly()
              .with(
                  string("status", "Where the invitation stands.")
                      .readOnly()
                      .canonicalValues("pending", "expired", "accepted", "revoked"),
                  of("sentAt", AttributeType.DATE_TIME, "When a mail last went out.").readOnly(),
                  of("expiresAt", AttributeType.DATE_TIME, "From when on the link is dead.")
                      .readOnly(),
                  of("acceptedAt", AttributeType.DATE_TIME, "When it was accepted.").readOnly(),
                  of("sendCount", AttributeType.INTEGER, "How many mails went out.").readOnly(),
                  of(
                          "link",
                          AttributeType.REFERENCE,
                          "The link, while the invitation is open; only when asked for by name,"
                              + " of one user, with the scope invitations.")
                      .referenceTypes("external")
                      .readOnly()
                      .returned(Returned.REQUEST)));

  private UsherUserSchema() {}
}
