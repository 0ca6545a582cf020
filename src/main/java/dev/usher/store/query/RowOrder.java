package dev.usher.store.query;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A total order of rows: by a key, and where that decides nothing by id.
 *
 * @param key what they are sorted by; the id itself when nothing else is wanted
 * @param id the rows' id
 * @param unique whether no two rows have the same key: a second column would keep a unique index
 *     from giving the order
 * @param descending whether both are reversed
 */
record RowOrder(SortKey key, SortKey id, boolean unique, boolean descending) {

  static RowOrder byId(SortKey id, boolean descending) {
    return new RowOrder(id, id, true, descending);
  }

  /** Whether the id alone makes the order. */
  boolean byId() {
    return key.value().equals(id.value());
  }

  /** Whether it is that of creation. */
  boolean ofCreation() {
    return byId() && !descending;
  }

  /** What follows ORDER BY. */
  String orderBy() {
    Stream<String> terms = unique ? Stream.of(key.order()) : Stream.of(key.order(), id.order());
    return terms.map(term -> (term + " " + direction()).strip()).collect(Collectors.joining(", "));
  }

  String direction() {
    return descending ? "DESC" : "";
  }

  /** What of a row tells its place, beside its id. */
  String position() {
    return key.text();
  }

  /**
   * The conditions that a row comes after that place: each row fulfils one at most, and those that
   * fulfil one come before those that fulfil the next.
   */
  List<String> after(Position position, Parameters parameters) {
    if (!byId() && unique) {
      return position
          .value()
          .map(value -> List.of(further(key, value, parameters)))
          .orElseThrow(() -> new IllegalArgumentException("a unique value is never absent"));
    }
    String furtherId = further(id, position.id(), parameters);
    return byId()
        ? List.of(furtherId)
        : key.after(position.value(), furtherId, descending, parameters);
  }

  private String further(SortKey column, String than, Parameters parameters) {
    Object operand = column.kind().operand(than);
    return column.value() + (descending ? " < " : " > ") + parameters.bind(operand);
  }
}
