package dev.usher.store.query;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
    String first =
        table.elements(path).map(rows -> preferred(rows, path)).orElseGet(() -> own(path));
    // a second column would keep a unique index from giving the order
    boolean total = table.unique(path) || first.equals(table.idColumn());
    return first + direction + (total ? "" : ", " + last);
  }

  private String own(AttributePath path) {
    Value value = table.value(path);
    return value.required() ? value.order() : value.absentLast(value.order());
  }

  private String preferred(List<Rows> alternatives, AttributePath path) {
    String name = ConditionWriter.elementName(path);
    List<Rows> able =
        alternatives.stream().filter(rows -> rows.values().containsKey(name)).toList();
    if (able.isEmpty()) {
      return table.idColumn();
    }
    List<String> candidates = new ArrayList<>();
    able.forEach(rows -> rows.primary(name).ifPresent(candidates::add));
    able.forEach(rows -> candidates.add(rows.first(name)));
    String value = "COALESCE(" + String.join(", ", candidates) + ")";
    return able.get(0).value(name).absentLast(value);
  }
}
