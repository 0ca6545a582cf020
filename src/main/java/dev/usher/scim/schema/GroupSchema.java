package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** The core Group schema (RFC 7643 §4.2). */
public final class GroupSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:core:2.0:Group";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "Group",
          "A set of people and groups.",
          List.of(
              "urn:ietf:params:scim:schemas:core:2.0",
              "urn:scim:schemas:core:1.0:Group",
              "urn:scim:schemas:core:2.0:Group",
              "urn:scim:schemas:core:1.0",
              "urn:scim:schemas:core:2.0"),
          CommonAttributes.schemas(),
          CommonAttributes.id(),
          CommonAttributes.externalId(),
          CommonAttributes.meta(),
          string("displayName", "The name of the group; unique in the account.")
              .required()
              .uniqueness(Uniqueness.SERVER),
          of(
                  "members",
                  AttributeType.COMPLEX,
                  "The direct members: users and groups. A list carries those of groups that have"
                      + " at most as many as the server is set to, 200 unless set otherwise, and"
                      + " all only when attributes names them.")
              .multiValued()
              .with(
                  string("value", "The id of the member.").mutability(Mutability.IMMUTABLE),
                  of("$ref", AttributeType.REFERENCE, "The URL of the member.")
                      .referenceTypes("User", "Group")
                      .mutability(Mutability.IMMUTABLE),
                  string("display", "The member's displayName.").readOnly(),
                  string("type", "User or Group.")
                      .canonicalValues("User", "Group")
                      .mutability(Mutability.IMMUTABLE)));

  private GroupSchema() {}
}
