package dev.usher.scim.schema;

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
          string("effectiveProjectRoles", "Every grant in force, direct or through groups.")
              .multiValued()
              .readOnly(),
          string("licenses", "Seats held, LICENSE, or ORGANIZATION:LICENSE from a dedicated pool.")
              .multiValued()
              .separatedText(),
          string("employmentStartDate", "The first day of employment, YYYY-MM-DD."));

  private UsherUserSchema() {}
}
