package dev.usher.store.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where elements of a multi-valued attribute are stored: rows of a child table, or of the JSON in a
 * column of the resource's own row. Inside, the elements have the alias {@code e}.
 *
 * @param from what follows FROM
 * @param where which rows count, without those of the resource
 * @param owner the resource that a row belongs to
 * @param values by the canonical name of the sub-attribute; {@code value} of a simple attribute
 * @param order what the first element comes first by
 */
record Rows(String from, String where, Owner owner, Map<String, Value> values, String order) {
  static final String SIMPLE = "value";

  /** How an element's row leads to its resource. */
  sealed interface Owner {}

  /** By a column of the child table, which holds the resource's key. */
  record Key(String child, String resource) implements Owner {}

  /**
   * By a way of its own from the elements that fulfil a condition to their resources.
   *
   * @param key as of any other rows, which sorting goes by
   * @param search the SELECT of the resources' ids, by a condition on an element {@code e}
   */
  record Found(Key key, UnaryOperator<String> search) implements Owner {}

  /** By being made from the resource's own row. */
  record Own() implements Owner {}

  /** Rows of a child table {@code table e}, with {@code account_id} in each. */
  static Rows child(String from, String child, String resource, Map<String, Value> values) {
    return new Rows(
        from,
        "e.account_id = " + Parameters.ACCOUNT,
        new Key(child, resource),
        values,
        "e.ordinal");
  }

  /**
   * Objects in a JSON array.
   *
   * @param column of the resource, with the JSON
   * @param path of the array, without {@code [*]}
   * @param columns name and collation of each sub-attribute that is a string
   */
  static Rows json(String column, String path, Map<String, Collation> columns) {
    Map<String, Value> values = new LinkedHashMap<>();
    columns.keySet().forEach(name -> values.put(name, TextValue.optional("e.`" + name + "`")));
    values.put("primary", FlagValue.column("e.`primary`"));
    String declared =
        columns.entrySet().stream()
            .map(c -> "`%1$s` %2$s PATH '$.\"%1$s\"'".formatted(c.getKey(), c.getValue().column()))
            .collect(Collectors.joining(", "));
    String from =
        "JSON_TABLE("
            + column
            + ", '"
            + path
            + "[*]' COLUMNS (ordinal FOR ORDINALITY, "
            + declared
            + ", `primary` BOOLEAN PATH '$.\"primary\"')) e";
    return new Rows(from, "TRUE", new Own(), values, "e.ordinal");
  }

  /** These rows, which conditions are asked of by a SELECT of their own. */
  Rows foundBy(UnaryOperator<String> search) {
    return new Rows(from, where, new Found((Key) owner, search), values, order);
  }

  /** These rows, of which only some count. */
  Rows only(String condition) {
    return new Rows(from, where + " AND " + condition, owner, values, order);
  }

  /** These rows in another order. */
  Rows orderedBy(String columns) {
    return new Rows(from, where, owner, values, columns);
  }

  Value value(String name) {
    return values.getOrDefault(name, Value.ABSENT);
  }

  /** The condition that some row of the resource fulfils the condition. */
  String any(String condition) {
    if (owner instanceof Found found) {
      return found.key().resource() + " IN (" + found.search().apply(condition) + ")";
    }
    String rows = " FROM " + from + " WHERE " + where + " AND (" + condition + "))";
    // IN and not a correlated EXISTS: the database may start at the child's index
    return owner instanceof Key key
        ? key.resource() + " IN (SELECT " + key.child() + rows
        : "EXISTS (SELECT 1" + rows;
  }

  /** The condition that some row fulfils it, never the start of the database's plan. */
  String anyAside(String condition) {
    return owner instanceof Own ? any(condition) : "(" + any(condition) + ") IS TRUE";
  }

  /** The primary element's value; empty where elements know no primary. */
  Optional<String> primary(String name) {
    return values.get("primary") instanceof FlagValue primary
        ? Optional.of(select(name, " AND " + primary.whenTrue()))
        : Optional.empty();
  }

  /** The first element's value. */
  String first(String name) {
    return select(name, "");
  }

  private Optional<Key> key() {
    return owner instanceof Found found
        ? Optional.of(found.key())
        : Optional.of(owner).filter(Key.class::isInstance).map(Key.class::cast);
  }

  private String select(String name, String condition) {
    String mine = key().map(key -> " AND " + key.child() + " = " + key.resource()).orElse("");
    return "(SELECT "
        + value(name).order()
        + " FROM "
        + from
        + " WHERE "
        + where
        + mine
        + condition
        + " ORDER BY "
        + order
        + " LIMIT 1)";
  }
}
