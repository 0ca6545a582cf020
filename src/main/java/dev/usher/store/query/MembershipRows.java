package dev.usher.store.query;

import java.util.Map;

/**
 * Where memberships and what follows from them are stored, as elements of groups and of users. Each
 * is one set made of several tables: a condition on it reaches the index of each of them.
 */
final class MembershipRows {
  private static final String ACCOUNT = Parameters.ACCOUNT;

  /**
   * Which group is in which, over any number of steps. As large as the nesting of groups is deep
   * and wide, whatever the number of people; a set, so that cycles end.
   */
  private static final String NESTING =
      "(WITH RECURSIVE nesting (descendant, ancestor) AS ("
          + "SELECT s.child_id, s.group_id FROM group_group s WHERE s.account_id = "
          + ACCOUNT
          + " UNION SELECT n.descendant, s.group_id FROM nesting n JOIN group_group s"
          + " ON s.account_id = "
          + ACCOUNT
          + " AND s.child_id = n.ancestor) SELECT descendant, ancestor FROM nesting)";

  private static final String DIRECT =
      "SELECT m.account_id, m.user_id, m.group_id, 'direct' AS kind, g.display_name"
          + " FROM group_user m JOIN directory_group g"
          + " ON g.account_id = m.account_id AND g.id = m.group_id";

  private MembershipRows() {}

  /** The direct members of a group {@code g}. */
  static Rows members(String usersEndpoint, String groupsEndpoint) {
    String users =
        "SELECT m.account_id, m.group_id, m.user_id AS member_id, 'User' AS kind, u.display_name"
            + " FROM group_user m JOIN user u ON u.account_id = m.account_id AND u.id = m.user_id";
    String groups =
        "SELECT m.account_id, m.group_id, m.child_id, 'Group', c.display_name FROM group_group m"
            + " JOIN directory_group c ON c.account_id = m.account_id AND c.id = m.child_id";
    return Rows.child(
            "(" + users + " UNION ALL " + groups + ") e",
            "e.group_id",
            "g.id",
            Map.of(
                "value", IdValue.reference("e.member_id"),
                "$ref",
                    new MemberReferenceValue(
                        IdValue.location("e.member_id", usersEndpoint + "/"),
                        IdValue.location("e.member_id", groupsEndpoint + "/")),
                "display", TextValue.optional("e.display_name"),
                "type", TextValue.required(Collation.IGNORING_CASE.of("e.kind"))))
        .orderedBy("e.kind DESC, e.member_id");
  }

  /**
   * The groups that a user {@code u} is in without another between them. A join and no union, so
   * that a page of a large group's members stops after its rows.
   */
  static Rows directGroups(String groupsEndpoint) {
    return groups(DIRECT, groupsEndpoint);
  }

  /**
   * The groups of a user {@code u}, direct and through other groups, for conditions that are not on
   * the kind of the membership: the groups are found first, and then who is in them.
   */
  static Rows groups(String groupsEndpoint) {
    return groupsByKind(groupsEndpoint)
        .foundBy(
            condition ->
                members(
                    "SELECT e.group_id FROM (SELECT g.id AS group_id, g.display_name"
                        + " FROM directory_group g WHERE g.account_id = "
                        + ACCOUNT
                        + ") e WHERE ("
                        + condition
                        + ")"));
  }

  /**
   * The same for any condition. Whether a user is in a group through another one alone is a
   * question on the pair.
   */
  static Rows groupsByKind(String groupsEndpoint) {
    String indirect =
        "SELECT m.account_id, m.user_id, n.ancestor, 'indirect', g.display_name FROM "
            + NESTING
            + " n JOIN group_user m ON m.account_id = "
            + ACCOUNT
            + " AND m.group_id = n.descendant JOIN directory_group g ON g.account_id = "
            + ACCOUNT
            + " AND g.id = n.ancestor WHERE NOT EXISTS (SELECT 1 FROM group_user d"
            + " WHERE d.account_id = "
            + ACCOUNT
            + " AND d.group_id = n.ancestor AND d.user_id = m.user_id)";
    return groups(DIRECT + " UNION ALL " + indirect, groupsEndpoint);
  }

  /**
   * The users in groups, and in those that these hold, over any number of steps. A set of groups,
   * each of which is visited once.
   *
   * @param groups the SELECT of the groups' ids
   */
  private static String members(String groups) {
    return "SELECT r.user_id FROM (WITH RECURSIVE below (id) AS ("
        + groups
        + " UNION SELECT s.child_id FROM below b JOIN group_group s ON s.account_id = "
        + ACCOUNT
        + " AND s.group_id = b.id) SELECT id FROM below) b"
        + " JOIN group_user r ON r.account_id = "
        + ACCOUNT
        + " AND r.group_id = b.id";
  }

  private static Rows groups(String from, String groupsEndpoint) {
    return Rows.child(
            "(" + from + ") e",
            "e.user_id",
            "u.id",
            Map.of(
                "value", IdValue.reference("e.group_id"),
                "$ref", IdValue.location("e.group_id", groupsEndpoint + "/"),
                "display", TextValue.required("e.display_name"),
                "type", TextValue.required(Collation.IGNORING_CASE.of("e.kind"))))
        .orderedBy("e.group_id");
  }

  /** What a user {@code u} may do while Active, whatever grants it. */
  static Rows effectiveProjectRoles() {
    String own = "SELECT r.account_id, r.user_id, r.project_id, r.role_id FROM user_project_role r";
    String direct =
        "SELECT r.account_id, m.user_id, r.project_id, r.role_id FROM group_project_role r"
            + " JOIN group_user m ON m.account_id = r.account_id AND m.group_id = r.group_id";
    String indirect =
        "SELECT r.account_id, m.user_id, r.project_id, r.role_id FROM group_project_role r JOIN "
            + NESTING
            + " n ON n.ancestor = r.group_id"
            + " JOIN group_user m ON m.account_id = r.account_id AND m.group_id = n.descendant";
    return Rows.child(
            "("
                + String.join(" UNION ALL ", own, direct, indirect)
                + ") e JOIN user a ON a.account_id = e.account_id AND a.id = e.user_id"
                + " AND a.status = 'Active'",
            "e.user_id",
            "u.id",
            Map.of(Rows.SIMPLE, new EffectiveGrantValue("e.project_id", "e.role_id")))
        .orderedBy("e.project_id, e.role_id")
        .foundBy(MembershipRows::granted);
  }

  /** The Active users with a grant that fulfils the condition. */
  private static String granted(String condition) {
    String of = " e WHERE e.account_id = " + ACCOUNT + " AND (" + condition + ")";
    return "SELECT a.id FROM (SELECT e.user_id FROM user_project_role"
        + of
        + " UNION ALL "
        + members("SELECT e.group_id FROM group_project_role" + of)
        + ") h JOIN user a ON a.account_id = "
        + ACCOUNT
        + " AND a.id = h.user_id AND a.status = 'Active'";
  }
}
