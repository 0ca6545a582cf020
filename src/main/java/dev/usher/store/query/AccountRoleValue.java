package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * The account role that counts for a user {@code u}: of the assigned roles that the catalogue knows
 * the primary one, else the first in catalogue order; else the account's default role.
 */
record AccountRoleValue() implements Value {
  private static final String DEFAULT =
      "SELECT d.id FROM account_role d WHERE d.account_id = "
          + Parameters.ACCOUNT
          + " AND d.is_default ORDER BY d.position LIMIT 1";

  private static final TextValue COMPUTED =
      TextValue.optional(
          "COALESCE((SELECT r.id FROM user_role e"
              + " JOIN account_role r ON r.account_id = e.account_id AND r.id = e.value"
              + " WHERE e.account_id = "
              + Parameters.ACCOUNT
              + " AND e.user_id = u.id"
              + " ORDER BY COALESCE(e.is_primary, FALSE) DESC,"
              + " IF(e.is_primary, e.ordinal, r.position), e.ordinal LIMIT 1), ("
              + DEFAULT
              + "))");

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String computed = COMPUTED.compare(operator, operand, parameters);
    if (operator != Operator.EQ) {
      return computed;
    }
    // only those the role is assigned to, and everybody if it is the default, can have it
    return "u.id IN (SELECT c.id FROM (SELECT e.user_id AS id FROM user_role e WHERE e.account_id = "
        + Parameters.ACCOUNT
        + " AND e.value = "
        + parameters.bind(operand)
        + " UNION ALL SELECT o.id FROM user o JOIN account_role d"
        + " ON d.account_id = o.account_id AND d.is_default WHERE o.account_id = "
        + Parameters.ACCOUNT
        + " AND d.id = "
        + parameters.bind(operand)
        + ") c) AND "
        + computed;
  }

  @Override
  public String present() {
    return COMPUTED.present();
  }

  @Override
  public String order() {
    return COMPUTED.order();
  }

  @Override
  public boolean required() {
    return false;
  }
}
