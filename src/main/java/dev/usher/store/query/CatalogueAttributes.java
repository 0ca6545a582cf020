package dev.usher.store.query;

import static dev.usher.store.query.Collation.EXACT;
import static dev.usher.store.query.Collation.IGNORING_CASE;

import dev.usher.scim.schema.CatalogueSchemas;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import java.util.List;
import java.util.Map;

/** Where the attributes of the catalogue's resources are read. Each row has the alias {@code c}. */
public final class CatalogueAttributes {

  private CatalogueAttributes() {}

  /**
   * @param type one of {@link ResourceTypes#CATALOGUE}
   * @param endpoint the URL of its endpoint, without a slash at its end
   */
  public static AttributeTable table(ResourceType type, String endpoint) {
    AttributeTable.Builder table =
        AttributeTable.with("c.id")
            .value("id", new KeyValue("c.id"))
            .complex("meta", "TRUE")
            .value("meta.resourceType", new ConstantValue(type.name(), EXACT, "c.id"))
            .value("meta.created", Value.ABSENT)
            .value("meta.lastModified", Value.ABSENT)
            .value("meta.version", Value.ABSENT)
            .value(
                "meta.location", TextValue.required(EXACT.of("CONCAT('" + endpoint + "/', c.id)")))
            .value("displayName", TextValue.required("c.display_name"));
    if (type == ResourceTypes.ORGANIZATION) {
      return table
          .elements(
              "schemas", Weight.CONSTANT_ROWS, urns(List.of(CatalogueSchemas.ORGANIZATION_URN)))
          .value("parent", TextValue.optional("c.organization_id"))
          .value(
              "default",
              new FlagValue("c.is_default = TRUE", "c.is_default = FALSE", "c.is_default", true))
          .build();
    }
    if (type == ResourceTypes.PROJECT) {
      return table
          .elements("schemas", Weight.CONSTANT_ROWS, urns(List.of(CatalogueSchemas.PROJECT_URN)))
          .value("organization", TextValue.required("c.organization_id"))
          .build();
    }
    table
        .value("value", TextValue.required("c.id"))
        .value("display", TextValue.required("c.display_name"))
        .value("description", TextValue.required(IGNORING_CASE.of("c.description")))
        .value("type", new ConstantValue(type.name(), IGNORING_CASE, "c.id"))
        .value("supported", new FlagValue("TRUE", "FALSE", "TRUE", true));
    if (type == ResourceTypes.ROLE) {
      return table
          .elements(
              "schemas",
              Weight.CONSTANT_ROWS,
              urns(List.of(CatalogueSchemas.OKTA_ROLE_URN, CatalogueSchemas.ROLE_URN)))
          .build();
    }
    return table
        .elements(
            "schemas",
            Weight.CONSTANT_ROWS,
            urns(List.of(CatalogueSchemas.OKTA_ENTITLEMENT_URN, CatalogueSchemas.ENTITLEMENT_URN)))
        .value(
            "limitedAssignmentsPermitted",
            new FlagValue("c.seats IS NOT NULL", "c.seats IS NULL", "c.seats IS NOT NULL", true))
        .value("totalAssignmentsPermitted", new NumberValue("c.seats", false))
        .value("totalAssignmentsUsed", new NumberValue("c.used", false))
        .build();
  }

  private static Rows urns(List<String> urns) {
    StringBuilder from = new StringBuilder("(");
    for (int i = 0; i < urns.size(); i++) {
      from.append(i == 0 ? "" : " UNION ALL ")
          .append("SELECT ")
          .append(i + 1)
          .append(" AS ordinal, ")
          .append(EXACT.of("'" + urns.get(i) + "'"))
          .append(" AS urn");
    }
    return new Rows(
        from.append(") e").toString(),
        "TRUE",
        new Rows.Own(),
        Map.of(Rows.SIMPLE, TextValue.required(EXACT.of("e.urn"))),
        "e.ordinal");
  }
}
