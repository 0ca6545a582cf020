package dev.usher.store.query;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes SQL of one question to several resource types, whose ids never meet. */
public final class UnionCompiler {

  /**
   * What is asked of one type.
   *
   * @param type the name of the resource type
   * @param compiler of that type
   * @param filter empty for all resources
   * @param sortBy empty when the type lacks what the whole is sorted by
   */
  public record Branch(
      String type,
      QueryCompiler compiler,
      Optional<Predicate> filter,
      Optional<AttributePath> sortBy) {}

  private UnionCompiler() {}

  /**
   * The whole question. Without a {@code sortBy} in any branch the order is that of creation; where
   * only some types have the attribute, the others come after them.
   *
   * @param descending whether the sort order is reversed; ignored without {@code sortBy}
   * @param after where the rest begins that is asked for; empty for the whole list
   * @throws StoreException.TooCostly when the branches together cost more than a query may
   * @throws IllegalArgumentException when a table does not know a path
   */
  public static UnionSql compile(
      UUID account, List<Branch> branches, boolean descending, Optional<Position> after) {
    requireAffordable(branches);
    boolean sorted = branches.stream().anyMatch(branch -> branch.sortBy().isPresent());
    Parameters parameters = new Parameters();
    List<UnionSql.Part> parts = new ArrayList<>();
    boolean byId = true;
    SortKey.Kind kind = SortKey.Kind.TEXT;
    for (Branch branch : branches) {
      RowOrder order = branch.compiler().sharedOrder(branch.sortBy(), sorted, sorted && descending);
      parts.addAll(branch.compiler().parts(branch, order, after, parameters));
      byId &= order.byId();
      kind = branch.sortBy().isPresent() ? order.key().kind() : kind;
    }
    return new UnionSql(
        account,
        parts,
        parameters.values(),
        orderBy(byId, sorted && descending),
        byId ? "NULL" : new SortKey("found.sort_key", kind, "", SortKey.Absence.NULL).text(),
        branches.get(0).compiler().now());
  }

  /** One statement asks all of them. */
  private static void requireAffordable(List<Branch> branches) {
    int limit = branches.stream().mapToInt(each -> each.compiler().maxCost()).min().orElseThrow();
    branches.stream()
        .map(branch -> branch.compiler().price(branch.filter(), branch.sortBy()))
        .reduce(QueryPrice::plus)
        .ifPresent(price -> price.requireAtMost(limit));
  }

  private static String orderBy(boolean byId, boolean descending) {
    String direction = descending ? " DESC" : "";
    String id = "found.id" + direction;
    return byId ? id : "found.absent" + direction + ", found.sort_key" + direction + ", " + id;
  }
}
