package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/**
 * The User extension that Katalon publishes, for accounts whose identity provider is mapped to it
 * already: facts that Usher's own extension shows too, in another spelling.
 */
public final class KatalonUserSchema {
  public static final String URN = "urn:katalon:params:scim:schemas:extension:2.0:User";

  public static final String LICENSES = "licenses";
  public static final String ACCOUNT_ROLES = "account_roles";
  public static final String PROJECT_ROLES = "project_roles";
  public static final String ORGANIZATIONS = "organizations";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "KatalonUser",
          "The person's place in the workspace account, as Katalon writes it.",
          List.of(),
          texts(LICENSES, "Seats held, ACCOUNT:LICENSE, or ORGANIZATION:LICENSE."),
          texts(ACCOUNT_ROLES, "The account roles assigned to the person."),
          texts(PROJECT_ROLES, "Direct grants, PROJECT:ROLE, or ALL:ROLE for every project."),
          texts(ORGANIZATIONS, "The organization the person is affiliated with, one at most."));

  private KatalonUserSchema() {}

  private static Attribute.Builder texts(String name, String description) {
    return string(name, description).multiValued().separatedText();
  }
}
