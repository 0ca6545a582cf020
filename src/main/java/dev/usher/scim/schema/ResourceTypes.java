package dev.usher.scim.schema;

import java.util.List;
import java.util.stream.Stream;

/** The resource types that Usher serves. */
public final class ResourceTypes {

  public static final ResourceType USER =
      new ResourceType(
          "User",
          "A person in the account.",
          "/Users",
          UserSchema.SCHEMA,
          List.of(EnterpriseUserSchema.SCHEMA, UsherUserSchema.SCHEMA));

  /** A person in an account that Katalon's extension is switched on for. */
  public static final ResourceType USER_WITH_KATALON =
      new ResourceType(
          USER.name(),
          USER.description(),
          USER.endpoint(),
          USER.core(),
          Stream.concat(USER.extensions().stream(), Stream.of(KatalonUserSchema.SCHEMA)).toList());

  public static final ResourceType GROUP =
      new ResourceType(
          "Group",
          "A set of people and groups.",
          "/Groups",
          GroupSchema.SCHEMA,
          List.of(UsherGroupSchema.SCHEMA));

  public static final ResourceType ORGANIZATION =
      catalogue(
          "Organization",
          "A node of the account's tree of organizations.",
          "/Organizations",
          CatalogueSchemas.ORGANIZATION);

  public static final ResourceType PROJECT =
      catalogue("Project", "A project of an organization.", "/Projects", CatalogueSchemas.PROJECT);

  public static final ResourceType ROLE =
      catalogue("Role", "A role in the account.", "/Roles", CatalogueSchemas.OKTA_ROLE);

  public static final ResourceType LICENSE =
      catalogue(
          "License", "A pool of seats of a product.", "/Licenses", CatalogueSchemas.OKTA_LICENSE);

  public static final ResourceType PROJECT_ROLE =
      catalogue(
          "ProjectRole",
          "A role on a project, or on every project.",
          "/ProjectRoles",
          CatalogueSchemas.OKTA_LICENSE);

  /** What an account has to give, readable only. */
  public static final List<ResourceType> CATALOGUE =
      List.of(ORGANIZATION, PROJECT, ROLE, LICENSE, PROJECT_ROLE);

  public static final ResourceType INVITATION =
      new ResourceType(
          "Invitation",
          "How one person gets into the account.",
          "/Invitations",
          InvitationSchema.SCHEMA,
          List.of());

  public static final ResourceType AUDIT_EVENT =
      new ResourceType(
          "AuditEvent",
          "Something that was done, or refused.",
          "/AuditEvents",
          AuditEventSchema.SCHEMA,
          List.of());

  private ResourceTypes() {}

  /** Users as an account sees them, with Katalon's extension or without. */
  public static ResourceType user(boolean katalon) {
    return katalon ? USER_WITH_KATALON : USER;
  }

  private static ResourceType catalogue(
      String name, String description, String endpoint, Schema core) {
    return new ResourceType(name, description, endpoint, core, List.of());
  }
}
