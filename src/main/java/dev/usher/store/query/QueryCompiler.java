package dev.usher.store.query;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes SQL of predicates and sort orders over one resource type. Immutable. */
public final class QueryCompiler {
  private final AttributeTable table;

  /**
   * @param table where the resource type's attributes are stored
   */
  public QueryCompiler(AttributeTable table) {
    this.table = table;
  }

  /**
   * The whole question.
   *
   * @param account whose resources are looked at
   * @param filter empty for all of them
   * @param sortBy empty for the order of creation
   * @param descending whether the sort order is reversed; ignored without {@code sortBy}
   * @throws IllegalArgumentException when the table does not know a path
   */
  public QuerySql compile(
      UUID account,
      Optional<Predicate> filter,
      Optional<AttributePath> sortBy,
      boolean descending) {
    return new QuerySql(
        account,
        filter.map(this::where).orElse(Sql.EVERYTHING),
        sortBy.map(path -> orderBy(path, descending)).orElse(table.idColumn()));
  }

  /**
   * The condition that a resource fulfils the predicate.
   *
   * @throws IllegalArgumentException when the table does not know a path
   */
  public Sql where(Predicate predicate) {
    Parameters parameters = new Parameters();
    String text = new ConditionWriter(table, parameters).write(predicate);
    return new Sql("(" + text + ")", parameters.values());
  }

  /**
   * What follows ORDER BY. Absent values come last, in descending order first; a multi-valued
   * attribute sorts by its primary value, else its first (RFC 7644 §3.4.2.3); equal ones keep the
   * order of creation, in descending order its reverse, so that an index serves both ways.
   *
   * @throws IllegalArgumentException when the table does not know the path
   */
  public String orderBy(AttributePath path, boolean descending) {
    String direction = descending ? " DESC" : "";
    String last = table.idColumn() + direction;
    Optional<List<Rows>> elements = table.elements(path);
    if (elements.isPresent()) {
      return optional(preferred(elements.get(), path), direction) + ", " + last;
    }
    Value value = table.value(path);
    if (value.order().equals(table.idColumn())) {
      return last;
    }
    return value.required()
        ? value.order() + direction + ", " + last
        : optional(value.order(), direction) + ", " + last;
  }

  private static String optional(String expression, String direction) {
    return expression + " IS NULL" + direction + ", " + expression + direction;
  }

  private static String preferred(List<Rows> alternatives, AttributePath path) {
    String name = ConditionWriter.elementName(path);
    if (alternatives.size() == 1) {
      return alternatives.get(0).first(name);
    }
    List<String> candidates =
        Stream.concat(
                alternatives.stream().map(rows -> rows.primary(name)),
                alternatives.stream().map(rows -> rows.first(name)))
            .filter(each -> !each.equals("NULL"))
            .toList();
    return candidates.isEmpty()
        ? "NULL"
        : candidates.stream().collect(Collectors.joining(", ", "COALESCE(", ")"));
  }
}
