package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;
import java.util.stream.Stream;

/**
 * The schemas of what an account has to give. Roles, licenses and project roles speak two
 * vocabularies at once: Okta's, which their resource types name, and that of the IETF's draft on
 * roles and entitlements; the attributes of both stand at the root.
 */
public final class CatalogueSchemas {
  private static final String USHER = "urn:ietf:params:scim:schemas:usher:2.0:";

  public static final String ORGANIZATION_URN = USHER + "Organization";
  public static final String PROJECT_URN = USHER + "Project";
  public static final String OKTA_ROLE_URN = "urn:okta:scim:schemas:core:1.0:Role";
  public static final String OKTA_ENTITLEMENT_URN = "urn:okta:scim:schemas:core:1.0:Entitlement";
  public static final String ROLE_URN = "urn:ietf:params:scim:schemas:core:2.0:Role";
  public static final String ENTITLEMENT_URN = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";

  static final Schema ORGANIZATION =
      schema(
          ORGANIZATION_URN,
          "Organization",
          "A node of the account's tree of organizations.",
          displayName(),
          string("parent", "The id of the organization above.").readOnly(),
          of("default", AttributeType.BOOLEAN, "Whether people without another one are in it.")
              .readOnly());

  static final Schema PROJECT =
      schema(
          PROJECT_URN,
          "Project",
          "A project of an organization.",
          displayName(),
          string("organization", "The id of the organization it lives in.").readOnly());

  static final Schema OKTA_ROLE =
      schema(OKTA_ROLE_URN, "Role", "A role in the account.", described()).alsoNamed(ROLE_URN);

  static final Schema OKTA_LICENSE =
      schema(
              OKTA_ENTITLEMENT_URN,
              "Entitlement",
              "Something that a person can be given.",
              Stream.concat(Stream.of(described()), Stream.of(assignments()))
                  .toArray(Attribute.Builder[]::new))
          .alsoNamed(ENTITLEMENT_URN);

  /** As the draft defines them: published for those who look the second URN up. */
  public static final List<Schema> DRAFTS =
      List.of(
          new Schema(ROLE_URN, "Role", "A role in the account.", OKTA_ROLE.attributes(), List.of()),
          new Schema(
              ENTITLEMENT_URN,
              "Entitlement",
              "Something that a person can be given.",
              OKTA_LICENSE.attributes(),
              List.of()));

  private CatalogueSchemas() {}

  /**
   * The URNs that resources of a type list beside their core schema although its attributes are the
   * same, at the root: those of the draft. The type declares them as extensions, since a resource
   * may list only schemas that its type declares (RFC 7643 §3).
   */
  public static List<String> alsoListed(ResourceType type) {
    return switch (type.core().urn()) {
      case OKTA_ROLE_URN -> List.of(ROLE_URN);
      case OKTA_ENTITLEMENT_URN -> List.of(ENTITLEMENT_URN);
      default -> List.of();
    };
  }

  private static Schema schema(
      String urn, String name, String description, Attribute.Builder... attributes) {
    Attribute.Builder[] all =
        Stream.concat(
                Stream.of(
                    CommonAttributes.schemas(), CommonAttributes.id(), CommonAttributes.meta()),
                Stream.of(attributes))
            .toArray(Attribute.Builder[]::new);
    return Schema.of(urn, name, description, List.of(), all);
  }

  private static Attribute.Builder displayName() {
    return string("displayName", "The name, written for people.").readOnly();
  }

  private static Attribute.Builder[] described() {
    return new Attribute.Builder[] {
      string("value", "What to write where it is assigned; equals id.").readOnly(),
      displayName(),
      string("display", "Equals displayName.").readOnly(),
      string("description", "One sentence about it.").readOnly(),
      string("type", "The name of the resource type.").readOnly(),
      of("supported", AttributeType.BOOLEAN, "Whether it can be assigned.").readOnly()
    };
  }

  private static Attribute.Builder[] assignments() {
    return new Attribute.Builder[] {
      of(
              "limitedAssignmentsPermitted",
              AttributeType.BOOLEAN,
              "Whether the number of assignments is limited.")
          .readOnly(),
      of("totalAssignmentsPermitted", AttributeType.INTEGER, "How many assignments there can be.")
          .readOnly(),
      of("totalAssignmentsUsed", AttributeType.INTEGER, "How many assignments there are.")
          .readOnly()
    };
  }
}
