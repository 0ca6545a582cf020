package dev.usher.store.query;

import dev.usher.scim.schema.KatalonUserSchema;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the attributes of Katalon's User extension are stored: where Usher's own are. */
final class KatalonAttributes {
  private static final String KATALON = KatalonUserSchema.URN + ":";

  /** It becomes part of a statement's text. */
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private KatalonAttributes() {}

  /**
   * @param alias the account's id in the extension, which its own pool reads with
   */
  static void add(AttributeTable.Builder table, String alias) {
    if (!ALIAS.matcher(alias).matches()) {
      throw new IllegalArgumentException("not an id of an account: " + alias);
    }
    String pool = "IF(e.organization_id = '', '" + alias + "', e.organization_id)";
    table
        .elements(
            KATALON + KatalonUserSchema.LICENSES,
            Weight.CHILD,
            UserAttributes.licenses(
                Map.of(
                    Rows.SIMPLE,
                    new NumberedIdValue(new PairValue(pool, "e.license_id", false), "OG-"))))
        .elements(KATALON + KatalonUserSchema.ACCOUNT_ROLES, Weight.CHILD, accountRoles())
        .elements(
            KATALON + KatalonUserSchema.PROJECT_ROLES,
            Weight.CHILD,
            UserAttributes.projectRoles(
                Map.of(
                    Rows.SIMPLE,
                    new NumberedIdValue(new PairValue("e.project_id", "e.role_id", false), "PJ-"))))
        // everybody is in one, so it needs no rows
        .value(
            KATALON + KatalonUserSchema.ORGANIZATIONS,
            new NumberedIdValue(TextValue.required("u.organization_id"), "OG-"));
  }

  private static Rows accountRoles() {
    return Rows.child(
        "user_role e JOIN account_role r ON r.account_id = e.account_id AND r.id = e.value",
        "e.user_id",
        "u.id",
        Map.of(Rows.SIMPLE, TextValue.required("r.id")));
  }
}
