package dev.usher.store.query;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.filter.PredicateFolding;
import dev.usher.scim.schema.AttributePath;
import dev.usher.store.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Makes SQL of predicates and sort orders over one resource type. Immutable. */
public final class QueryCompiler {
  /** What a query may cost unless an operator says otherwise, in comparisons of a column. */
  public static final int DEFAULT_MAX_COST = 2_500;

  private final AttributeTable table;
  private final PredicateFolding folding;
  private final int maxCost;
  private final Clock clock;

  /**
   * With the limit that holds unless an operator says otherwise, and this machine's clock.
   *
   * @param table where the resource type's attributes are stored
   */
  public QueryCompiler(AttributeTable table) {
    this(table, DEFAULT_MAX_COST, Clock.systemUTC());
  }

  /**
   * @param table where the resource type's attributes are stored
   * @param maxCost what a query may cost, in comparisons of a column
   * @param clock decides what has expired
   */
  public QueryCompiler(AttributeTable table, int maxCost, Clock clock) {
    this.table = table;
    this.folding = new PredicateFolding(path -> table.elements(path).isPresent());
    this.maxCost = maxCost;
    this.clock = clock;
  }

  /**
   * The whole question.
   *
   * @param account whose resources are looked at
   * @param filter empty for all of them
   * @param sortBy empty for the order of creation
   * @param descending whether the sort order is reversed; ignored without {@code sortBy}
   * @throws StoreException.TooCostly when filter and order cost more than a query may
   * @throws IllegalArgumentException when the table does not know a path
   */
  public QuerySql compile(
      UUID account,
      Optional<Predicate> filter,
      Optional<AttributePath> sortBy,
      boolean descending) {
    return compile(account, filter, sortBy, descending, Optional.empty());
  }

  /**
   * The same question about the rest of a list.
   *
   * @param after where the rest begins, a position of a query with the same {@code sortBy}; empty
   *     for the whole list
   */
  public QuerySql compile(
      UUID account,
      Optional<Predicate> filter,
      Optional<AttributePath> sortBy,
      boolean descending,
      Optional<Position> after) {
    price(filter, sortBy).requireAtMost(maxCost);
    Parameters parameters = new Parameters();
    RowOrder order = order(sortBy, descending);
    Optional<Predicate> asked = filter.map(this::folded);
    Optional<Lookup> lookup =
        order.ofCreation() && after.isEmpty()
            ? asked.flatMap(predicate -> new LookupWriter(table).write(account, predicate))
            : Optional.empty();
    return new QuerySql(
        account, parts(asked, order, after, parameters), parameters.values(), order, lookup, now());
  }

  /** What the database would have to do. */
  QueryPrice price(Optional<Predicate> filter, Optional<AttributePath> sortBy) {
    return QueryPrice.of(table, filter.map(folding::fold), sortBy);
  }

  /** The time of a question that is asked now. */
  AskedAt now() {
    return AskedAt.now(clock);
  }

  /** What a query may cost. */
  int maxCost() {
    return maxCost;
  }

  private Predicate folded(Predicate predicate) {
    return PredicateFolding.withoutEqualTerms(folding.fold(predicate));
  }

  /**
   * The condition that a resource fulfils the predicate.
   *
   * @throws StoreException.TooCostly when it costs more than a query may
   * @throws IllegalArgumentException when the table does not know a path
   */
  public Sql where(Predicate predicate) {
    price(Optional.of(predicate), Optional.empty()).requireAtMost(maxCost);
    Parameters parameters = new Parameters();
    String text = new ConditionWriter(table, parameters).write(folded(predicate));
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
    return order(Optional.of(path), descending).orderBy();
  }

  /**
   * The parts of a union that ask for rows of this type.
   *
   * @param order of {@link #sharedOrder}
   */
  List<UnionSql.Part> parts(
      UnionCompiler.Branch branch,
      RowOrder order,
      Optional<Position> after,
      Parameters parameters) {
    String orderBy =
        branch.sortBy().isPresent()
            ? order(branch.sortBy(), order.descending()).orderBy()
            : order.orderBy();
    return parts(branch.filter().map(this::folded), order, after, parameters).stream()
        .map(
            where ->
                new UnionSql.Part(
                    branch.type(), where, order.key().absent(), order.key().value(), orderBy))
        .toList();
  }

  /**
   * The order of rows of this type among those of others.
   *
   * @param sorted whether the whole is sorted by an attribute, which this type lacks without {@code
   *     sortBy}
   */
  RowOrder sharedOrder(Optional<AttributePath> sortBy, boolean sorted, boolean descending) {
    if (!sorted) {
      return RowOrder.byId(table.id(), false);
    }
    SortKey key =
        sortBy.flatMap(path -> key(path, Value::sharedSortKey)).orElseGet(Value.ABSENT::sortKey);
    return new RowOrder(key, table.id(), false, descending);
  }

  private RowOrder order(Optional<AttributePath> sortBy, boolean descending) {
    if (sortBy.isEmpty()) {
      return RowOrder.byId(table.id(), false);
    }
    AttributePath path = sortBy.get();
    return key(path, Value::sortKey)
        .filter(each -> !each.value().equals(table.idColumn()))
        .map(each -> new RowOrder(each, table.id(), table.unique(path), descending))
        .orElseGet(() -> RowOrder.byId(table.id(), descending));
  }

  private Optional<SortKey> key(AttributePath path, Function<Value, SortKey> single) {
    Optional<Elements> elements = table.elements(path);
    return elements.isPresent()
        ? preferred(elements.get().places(), path)
        : Optional.of(single.apply(table.value(path)));
  }

  /** One condition for each range of the order, each with the whole filter. */
  private List<String> parts(
      Optional<Predicate> filter, RowOrder order, Optional<Position> after, Parameters parameters) {
    Optional<String> wanted =
        filter.map(
            predicate -> "(" + new ConditionWriter(table, parameters).write(predicate) + ")");
    if (after.isEmpty()) {
      return List.of(wanted.orElse(Sql.EVERYTHING.text()));
    }
    return order.after(after.get(), parameters).stream()
        .map(range -> wanted.map(condition -> condition + " AND " + range).orElse(range))
        .toList();
  }

  /** Empty when no element has such a value. */
  private static Optional<SortKey> preferred(List<Rows> alternatives, AttributePath path) {
    String name = ConditionWriter.elementName(path);
    List<Rows> able =
        alternatives.stream().filter(rows -> rows.values().containsKey(name)).toList();
    if (able.isEmpty()) {
      return Optional.empty();
    }
    List<String> candidates = new ArrayList<>();
    able.forEach(rows -> rows.primary(name).ifPresent(candidates::add));
    able.forEach(rows -> candidates.add(rows.first(name)));
    String value = "COALESCE(" + String.join(", ", candidates) + ")";
    return Optional.of(able.get(0).value(name).sortKey(value));
  }
}
