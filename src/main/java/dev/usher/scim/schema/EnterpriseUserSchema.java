package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** The enterprise User extension (RFC 7643 §4.3). */
public final class EnterpriseUserSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "EnterpriseUser",
          "What an employer knows about the person.",
          List.of(
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0",
              "urn:scim:schemas:extension:enterprise:1.0:User",
              "urn:scim:schemas:extension:enterprise:2.0:User",
              "urn:scim:schemas:extension:enterprise:1.0",
              "urn:scim:schemas:extension:enterprise:2.0"),
          string("employeeNumber", "The number the employer gave the person."),
          string("costCenter", "The cost center."),
          string("organization", "The employer's organization."),
          string("division", "The division."),
          string("department", "The department."),
          of("manager", AttributeType.COMPLEX, "The person's manager.")
              .with(
                  string("value", "The id of the manager's User.").caseExact(),
                  of("$ref", AttributeType.REFERENCE, "The URL of the manager's User.")
                      .referenceTypes("User"),
                  string("displayName", "The manager's displayName.").readOnly()));

  private EnterpriseUserSchema() {}
}
