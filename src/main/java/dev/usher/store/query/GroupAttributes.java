package dev.usher.store.query;

import static dev.usher.store.query.Collation.EXACT;
import static dev.usher.store.query.Collation.IGNORING_CASE;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.filter.PredicateFolding;
import dev.usher.scim.schema.GroupSchema;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UsherGroupSchema;
import dev.usher.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the attributes of groups are stored. The table {@code directory_group} has the alias {@code
 * g}.
 */
public final class GroupAttributes {
  private final String users;
  private final String groups;
  private final int maxCost;
  private final AttributeTable table;

  /**
   * With the limit that holds unless an operator says otherwise.
   *
   * @param users the URL of the users' endpoint without a slash at its end
   * @param groups the URL of the groups' endpoint without a slash at its end
   */
  public GroupAttributes(String users, String groups) {
    this(users, groups, QueryCompiler.DEFAULT_MAX_COST);
  }

  /**
   * @param maxCost what the conditions of one change may cost, in comparisons of a column
   */
  public GroupAttributes(String users, String groups, int maxCost) {
    this.users = users;
    this.groups = groups;
    this.maxCost = maxCost;
    this.table = made();
  }

  /** What a filter may ask of a group. */
  public AttributeTable table() {
    return table;
  }

  private AttributeTable made() {
    return AttributeTable.with("g.id")
        .elements("schemas", Weight.CHILD, schemas())
        .value("id", IdValue.id("g.id"))
        .value("externalId", TextValue.optional("g.external_id"))
        .complex("meta", "TRUE")
        .value("meta.resourceType", new ConstantValue("Group", EXACT, "g.id"))
        // ids are made in the order of creation, and have the index
        .value("meta.created", new InstantValue("g.created_at", "g.id", true))
        .value("meta.lastModified", InstantValue.required("g.last_modified"))
        .value("meta.location", IdValue.location("g.id", groups + "/"))
        .value("meta.version", TextValue.required(EXACT.of("CONCAT('W/\"', g.version, '\"')")))
        .unique("displayName", TextValue.required("g.display_name"))
        .elements("members", Weight.CHILD, MembershipRows.members(users, groups))
        .elements(UsherGroupSchema.URN + ":projectRoles", Weight.CHILD, projectRoles())
        .build();
  }

  /**
   * The condition that a member fulfils the predicate, over {@code group_user e} and {@code user
   * m}.
   *
   * @param condition on the sub-attributes of {@code members}
   */
  public QuerySql matchingUsers(UUID account, Predicate condition) {
    return matching(account, condition, "User", "e.user_id", users);
  }

  /**
   * The condition that a member fulfils the predicate, over {@code group_group e} and {@code
   * directory_group m}.
   *
   * @param condition on the sub-attributes of {@code members}
   */
  public QuerySql matchingGroups(UUID account, Predicate condition) {
    return matching(account, condition, "Group", "e.child_id", groups);
  }

  /**
   * Checks the conditions that one change has on members.
   *
   * @param conditions on the sub-attributes of {@code members}
   * @throws StoreException.TooCostly when all of them cost more than a query may
   */
  public void requireAffordable(List<Predicate> conditions) {
    conditions.stream()
        .map(each -> QueryPrice.of(table, Optional.of(element(each)), Optional.empty()))
        .reduce(QueryPrice::plus)
        .ifPresent(price -> price.requireAtMost(maxCost));
  }

  private static Predicate element(Predicate condition) {
    return new Predicate.Element(ResourceTypes.GROUP.find("members").orElseThrow(), condition);
  }

  private QuerySql matching(
      UUID account, Predicate condition, String kind, String id, String endpoint) {
    Map<String, Value> values =
        Map.of(
            "value",
            IdValue.reference(id),
            "$ref",
            IdValue.location(id, endpoint + "/"),
            "display",
            TextValue.optional("m.display_name"),
            "type",
            new ConstantValue(kind, IGNORING_CASE, "'" + kind + "'"));
    requireAffordable(List.of(condition));
    Parameters parameters = new Parameters();
    String text =
        new ConditionWriter(table, parameters)
            .within(
                PredicateFolding.withoutEqualTerms(condition), Rows.child("", id, "g.id", values));
    return new QuerySql(
        account,
        List.of("(" + text + ")"),
        parameters.values(),
        RowOrder.byId(SortKey.required(id, SortKey.Kind.ID), false),
        Optional.empty(),
        AskedAt.ANY_TIME);
  }

  private static Rows projectRoles() {
    return Rows.child(
            "group_project_role e",
            "e.group_id",
            "g.id",
            Map.of(Rows.SIMPLE, new PairValue("e.project_id", "e.role_id", false)))
        .orderedBy("e.project_id, e.role_id");
  }

  /** The URNs that a group's {@code schemas} names: Usher's only with a block. */
  private static Rows schemas() {
    String urns =
        "(SELECT 1 AS ordinal, "
            + EXACT.of("'" + GroupSchema.URN + "'")
            + " AS urn UNION ALL SELECT 2, '"
            + UsherGroupSchema.URN
            + "') e";
    return new Rows(
            urns,
            "TRUE",
            new Rows.Own(),
            Map.of(Rows.SIMPLE, TextValue.required(EXACT.of("e.urn"))),
            "e.ordinal")
        .only(
            "(e.ordinal <> 2 OR EXISTS (SELECT 1 FROM group_project_role r"
                + " WHERE r.account_id = g.account_id AND r.group_id = g.id))");
  }
}
