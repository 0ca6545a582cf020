package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells which filters are lookups, and writes those. */
final class LookupWriter {
  private final AttributeTable table;

  LookupWriter(AttributeTable table) {
    this.table = table;
  }

  /** Empty unless the whole filter asks for a value that few share, or for one element with it. */
  Optional<Lookup> write(UUID account, Predicate filter) {
    return filter instanceof Predicate.Element element
        ? parts(element.condition()).stream()
            .flatMap(part -> write(account, element.attribute(), part, filter).stream())
            .findFirst()
        : filter instanceof Predicate.Compare compare
            ? write(account, compare.path(), compare, filter)
            : Optional.empty();
  }

  private static List<Predicate> parts(Predicate condition) {
    return condition instanceof Predicate.And and ? and.parts() : List.of(condition);
  }

  /**
   * @param attribute that the whole filter is about
   * @param part that must hold
   */
  private Optional<Lookup> write(
      UUID account, AttributePath attribute, Predicate part, Predicate filter) {
    return part instanceof Predicate.Compare compare && compare.operator() == Operator.EQ
        ? table.lookup(compare.path()).map(from -> lookup(account, from, attribute, filter))
        : Optional.empty();
  }

  private Lookup lookup(UUID account, String from, AttributePath attribute, Predicate filter) {
    Parameters parameters = new Parameters();
    ConditionWriter writer = new ConditionWriter(table, parameters);
    String where =
        table
            .elements(attribute)
            .map(elements -> elements.places().get(0))
            .map(rows -> rows.where() + " AND " + writer.within(filter, rows))
            .orElseGet(() -> writer.write(filter));
    return new Lookup(account, from, "(" + where + ")", parameters.values());
  }
}
