package dev.usher.store.query;

import static dev.usher.store.query.Collation.EXACT;
import static dev.usher.store.query.Collation.IGNORING_CASE;

import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.Map;
import java.util.Optional;

/** Where the attributes of users are stored. The table {@code user} has the alias {@code u}. */
public final class UserAttributes {
  private static final String ENTERPRISE = EnterpriseUserSchema.URN + ":";
  private static final String ENTERPRISE_JSON = "$.\"" + EnterpriseUserSchema.URN + "\"";
  private static final String USHER = UsherUserSchema.URN + ":";

  private UserAttributes() {}

  /**
   * @param endpoint the URL of the users' endpoint without a slash at its end, the start of every
   *     {@code meta.location}: {@code https://usher.example.com/scim/v2/Users}
   */
  public static AttributeTable table(String endpoint) {
    return table(endpoint, Optional.empty());
  }

  /**
   * @param endpoint as above
   * @param katalonAlias the account's id in Katalon's User extension, of ASCII letters, digits and
   *     hyphens; empty for accounts without that extension
   */
  public static AttributeTable table(String endpoint, Optional<String> katalonAlias) {
    AttributeTable.Builder table = AttributeTable.with("u.id");
    common(table, endpoint, katalonAlias.isPresent());
    core(table);
    multiValued(table);
    lookups(table);
    access(table, endpoint);
    enterprise(table);
    usher(table);
    katalonAlias.ifPresent(alias -> KatalonAttributes.add(table, alias));
    return table.build();
  }

  private static void common(AttributeTable.Builder table, String endpoint, boolean katalon) {
    table
        .elements("schemas", Weight.CONSTANT_ROWS, schemas(katalon))
        .unique("id", IdValue.id("u.id"))
        .value("externalId", TextValue.optional("u.external_id"))
        .complex("meta", "TRUE")
        .value("meta.resourceType", new ConstantValue("User", EXACT, "u.id"))
        // ids are made in the order of creation, and have the index
        .value("meta.created", new InstantValue("u.created_at", "u.id", true))
        .value("meta.lastModified", InstantValue.required("u.last_modified"))
        .value("meta.location", IdValue.location("u.id", endpoint + "/"))
        .value("meta.version", TextValue.required(EXACT.of("CONCAT('W/\"', u.version, '\"')")));
  }

  private static void core(AttributeTable.Builder table) {
    table
        .unique("userName", TextValue.required("u.user_name"))
        .value(
            "displayName",
            new OrderedTextValue(TextValue.optional("u.display_name"), "u.display_order"))
        .value(
            "active",
            new FlagValue(
                "u.status IN ('Pending', 'Active')",
                "u.status = 'Inactive'",
                "u.status <> 'Inactive'",
                true))
        .complex("name", Weight.JSON, "JSON_LENGTH(u.profile, '$.name') > 0")
        .value("profileUrl", Weight.JSON, profile("$.profileUrl", EXACT));
    for (String name :
        new String[] {
          "name.formatted",
          "name.familyName",
          "name.givenName",
          "name.middleName",
          "name.honorificPrefix",
          "name.honorificSuffix",
          "nickName",
          "title",
          "userType",
          "preferredLanguage",
          "locale",
          "timezone"
        }) {
      table.value(name, Weight.JSON, profile("$." + name, IGNORING_CASE));
    }
  }

  private static void multiValued(AttributeTable.Builder table) {
    table
        .elements(
            "emails",
            Weight.CHILD,
            Rows.child(
                "user_email e",
                "e.user_id",
                "u.id",
                Map.of(
                    "value", TextValue.optional("e.value"),
                    "type", TextValue.optional("e.type"),
                    "display", TextValue.optional("e.display"),
                    "primary", FlagValue.column("e.is_primary"))))
        .elements("phoneNumbers", Weight.JSON_ROWS, plural("$.phoneNumbers", IGNORING_CASE))
        .elements("ims", Weight.JSON_ROWS, plural("$.ims", IGNORING_CASE))
        .elements("photos", Weight.JSON_ROWS, plural("$.photos", EXACT))
        .elements("x509Certificates", Weight.JSON_ROWS, plural("$.x509Certificates", EXACT))
        .elements(
            "addresses",
            Weight.JSON_ROWS,
            Rows.json(
                "u.profile",
                "$.addresses",
                Map.of(
                    "formatted", IGNORING_CASE,
                    "streetAddress", IGNORING_CASE,
                    "locality", IGNORING_CASE,
                    "region", IGNORING_CASE,
                    "postalCode", IGNORING_CASE,
                    "country", IGNORING_CASE,
                    "type", IGNORING_CASE)));
  }

  /** Named indexes, for the database would weigh every one that begins with the account. */
  private static void lookups(AttributeTable.Builder table) {
    table
        .lookup("id", "user u FORCE INDEX (PRIMARY)")
        .lookup("userName", "user u FORCE INDEX (user_user_name)")
        .lookup("externalId", "user u FORCE INDEX (user_external_id)")
        .lookup(ENTERPRISE + "employeeNumber", "user u FORCE INDEX (user_employee_number)")
        .lookup(
            "emails.value",
            "user_email e FORCE INDEX (user_email_value)"
                + " STRAIGHT_JOIN user u FORCE INDEX (PRIMARY)"
                + " ON u.account_id = e.account_id AND u.id = e.user_id");
  }

  private static void access(AttributeTable.Builder table, String endpoint) {
    table
        .elements("roles", Weight.CHILD, roles())
        .elements(
            "entitlements",
            Weight.CHILD,
            licenses(
                    Map.of(
                        "value", new PairValue("e.organization_id", "e.license_id", true),
                        "display", TextValue.optional("c.display_name"),
                        "type", new ConstantValue("License", IGNORING_CASE, "'License'")))
                .only(
                    madeOf(
                        "IF(e.organization_id = '', e.license_id,"
                            + " CONCAT(e.organization_id, ':', e.license_id))")),
            projectRoles(
                    Map.of(
                        "value", new PairValue("e.project_id", "e.role_id", false),
                        "display",
                            TextValue.optional("CONCAT(p.display_name, ' - ', r.display_name)"),
                        "type", new ConstantValue("ProjectRole", IGNORING_CASE, "'ProjectRole'")))
                .only(madeOf("CONCAT(e.project_id, ':', e.role_id)")),
            sentEntitlements(),
            plural("$.entitlements", IGNORING_CASE))
        .elements(
            "groups",
            Weight.RECURSIVE,
            MembershipRows.groups(sibling(endpoint, ResourceTypes.GROUP)))
        .askedBy(
            "groups.type",
            Weight.RECURSIVE_PAIRS,
            MembershipRows.groupsByKind(sibling(endpoint, ResourceTypes.GROUP)))
        .part(
            "groups",
            "direct",
            Weight.CHILD,
            MembershipRows.directGroups(sibling(endpoint, ResourceTypes.GROUP)));
  }

  private static void enterprise(AttributeTable.Builder table) {
    table.value(ENTERPRISE + "employeeNumber", TextValue.optional("u.employee_number"));
    for (String name : new String[] {"costCenter", "organization", "division", "department"}) {
      table.value(
          ENTERPRISE + name, Weight.JSON, profile(ENTERPRISE_JSON + "." + name, IGNORING_CASE));
    }
    String manager = ENTERPRISE_JSON + ".manager";
    table
        .complex(
            ENTERPRISE + "manager", Weight.JSON, "JSON_LENGTH(u.profile, '" + manager + "') > 0")
        .value(ENTERPRISE + "manager.value", TextValue.optional("u.manager_id"))
        .value(ENTERPRISE + "manager.$ref", Weight.JSON, profile(manager + ".\"$ref\"", EXACT))
        .value(
            ENTERPRISE + "manager.displayName",
            Weight.JSON,
            profile(manager + ".displayName", IGNORING_CASE));
  }

  private static void usher(AttributeTable.Builder table) {
    table
        .value(USHER + "status", TextValue.required("u.status"))
        .value(USHER + "organization", TextValue.required("u.organization_id"))
        .value(USHER + "accountRole", Weight.COMPUTED, new AccountRoleValue())
        .elements(
            USHER + "projectRoles",
            Weight.CHILD,
            projectRoles(Map.of(Rows.SIMPLE, new PairValue("e.project_id", "e.role_id", false))))
        .elements(
            USHER + "effectiveProjectRoles",
            Weight.RECURSIVE,
            MembershipRows.effectiveProjectRoles())
        .elements(
            USHER + "licenses",
            Weight.CHILD,
            licenses(Map.of(Rows.SIMPLE, new PairValue("e.organization_id", "e.license_id", true))))
        .elements(USHER + "invitation", Weight.CHILD, InvitationAttributes.ofUser())
        .value(
            USHER + "employmentStartDate",
            TextValue.optional(IGNORING_CASE.of("CAST(u.employment_start_date AS CHAR)")));
  }

  /** The URL of another type's endpoint. */
  private static String sibling(String endpoint, ResourceType type) {
    return endpoint.substring(0, endpoint.lastIndexOf('/')) + type.endpoint();
  }

  private static TextValue profile(String path, Collation collation) {
    return TextValue.json("u.profile", path, collation);
  }

  /** The sub-attributes that RFC 7643 §2.4 gives to multi-valued attributes. */
  private static Rows plural(String path, Collation value) {
    return Rows.json(
        "u.profile", path, Map.of("value", value, "type", IGNORING_CASE, "display", IGNORING_CASE));
  }

  /** Entitlements that are shown as a client wrote them. */
  private static Rows sentEntitlements() {
    return Rows.child(
            "user_entitlement e",
            "e.user_id",
            "u.id",
            Map.of(
                "value", TextValue.required("e.value"),
                "display", TextValue.optional("e.display"),
                "type", TextValue.optional("e.type"),
                "primary", FlagValue.column("e.is_primary")))
        .orderedBy("e.item");
  }

  /** Whether no client wrote the entitlement with that text. */
  private static String madeOf(String item) {
    return "NOT EXISTS (SELECT 1 FROM user_entitlement s WHERE s.account_id = e.account_id"
        + " AND s.user_id = e.user_id AND s.item = "
        + item
        + ")";
  }

  private static Rows roles() {
    return Rows.child(
        "user_role e LEFT JOIN account_role r ON r.account_id = e.account_id AND r.id = e.value",
        "e.user_id",
        "u.id",
        Map.of(
            "value", TextValue.optional("e.value"),
            "display",
                TextValue.optional("COALESCE(e.display, IF(e.as_sent, NULL, r.display_name))"),
            "type",
                TextValue.optional(
                    "COALESCE(e.type, IF(r.id IS NULL OR e.as_sent, NULL, 'account'))"),
            "primary", FlagValue.column("e.is_primary")));
  }

  /** Seats that are held; those of Inactive users are only remembered. */
  static Rows licenses(Map<String, Value> values) {
    return Rows.child(
            "user_license e LEFT JOIN license c"
                + " ON c.account_id = e.account_id AND c.id = e.license_id",
            "e.user_id",
            "u.id",
            values)
        .only("e.remembered = FALSE")
        .orderedBy("e.license_id");
  }

  static Rows projectRoles(Map<String, Value> values) {
    return Rows.child(
            "user_project_role e"
                + " LEFT JOIN project p ON p.account_id = e.account_id AND p.id = e.project_id"
                + " LEFT JOIN project_role r ON r.account_id = e.account_id AND r.id = e.role_id",
            "e.user_id",
            "u.id",
            values)
        .orderedBy("e.project_id, e.role_id");
  }

  /** The URNs that a user's {@code schemas} names: the enterprise one only with a block. */
  private static Rows schemas(boolean katalon) {
    String urns =
        "(SELECT 1 AS ordinal, "
            + EXACT.of("'" + UserSchema.URN + "'")
            + " AS urn UNION ALL SELECT 2, '"
            + EnterpriseUserSchema.URN
            + "' UNION ALL SELECT 3, '"
            + UsherUserSchema.URN
            + (katalon ? "' UNION ALL SELECT 4, '" + KatalonUserSchema.URN : "")
            + "') e";
    return new Rows(
            urns,
            "TRUE",
            new Rows.Own(),
            Map.of(Rows.SIMPLE, TextValue.required(EXACT.of("e.urn"))),
            "e.ordinal")
        .only("(e.ordinal <> 2 OR JSON_LENGTH(u.profile, '" + ENTERPRISE_JSON + "') > 0)");
  }
}
