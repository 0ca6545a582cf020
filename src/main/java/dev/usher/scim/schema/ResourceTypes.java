package dev.usher.scim.schema;

import java.util.List;

/** The resource types that Usher serves. */
public final class ResourceTypes {

  public static final ResourceType USER =
      new ResourceType(
          "User",
          "A person in the account.",
          "/Users",
          UserSchema.SCHEMA,
          List.of(EnterpriseUserSchema.SCHEMA, UsherUserSchema.SCHEMA));

  public static final ResourceType GROUP =
      new ResourceType(
          "Group",
          "A set of people and groups.",
          "/Groups",
          GroupSchema.SCHEMA,
          List.of(UsherGroupSchema.SCHEMA));

  private ResourceTypes() {}
}
