package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** Usher's Group extension: what a group grants its members. */
public final class UsherGroupSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:extension:usher:2.0:Group";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "UsherGroup",
          "What the group grants its members.",
          List.of(),
          string("projectRoles", "Grants to every member, PROJECT:ROLE, or ALL:ROLE.")
              .multiValued()
              .separatedText());

  private UsherGroupSchema() {}
}
