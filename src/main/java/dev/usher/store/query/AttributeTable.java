package dev.usher.store.query;

import dev.usher.scim.schema.AttributePath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where each attribute of a resource type is stored, and what it costs to ask for it: <em>the</em>
 * place where an attribute becomes filterable and sortable. Keys are the canonical text of a path
 * ({@link AttributePath#toString()}).
 */
public final class AttributeTable {
  private final String idColumn;
  private final Map<String, Value> values;
  private final Map<String, Weight> weights;
  private final Map<String, String> complex;
  private final Map<String, Elements> elements;
  private final Map<String, Map<String, Elements>> parts;
  private final Map<String, Elements> askedBy;
  private final Set<String> unique;
  private final Map<String, String> lookups;

  private AttributeTable(Builder builder) {
    idColumn = builder.idColumn;
    values = Map.copyOf(builder.values);
    weights = Map.copyOf(builder.weights);
    complex = Map.copyOf(builder.complex);
    elements = Map.copyOf(builder.elements);
    parts = Map.copyOf(builder.parts);
    askedBy = Map.copyOf(builder.askedBy);
    unique = Set.copyOf(builder.unique);
    lookups = Map.copyOf(builder.lookups);
  }

  /** Whether a filter may compare the path or test its presence. */
  public boolean knows(AttributePath path) {
    Elements found = elements.get(path.parent().toString());
    if (found == null) {
      return values.containsKey(path.toString()) || complex.containsKey(path.toString());
    }
    return path.subAttribute().isEmpty()
        || found.places().isEmpty()
        || found.places().stream().anyMatch(r -> r.values().containsKey(path.leaf().name()));
  }

  /** The column of the resource's id, by which equal rows are told apart when sorting. */
  String idColumn() {
    return idColumn;
  }

  /** The id's column as something to sort by, whatever {@code sortBy=id} makes of its case. */
  SortKey id() {
    Value id =
        Optional.ofNullable(values.get("id"))
            .orElseThrow(() -> new IllegalStateException("the table has no id"));
    return SortKey.required(idColumn, id.kind());
  }

  /** Whether no two resources of an account have the same value, and each has one. */
  boolean unique(AttributePath path) {
    return unique.contains(path.toString());
  }

  /**
   * What follows FROM in a statement for the resources that have a certain value at the path.
   *
   * @return empty when it is no attribute that few resources share a value of
   */
  Optional<String> lookup(AttributePath path) {
    return Optional.ofNullable(lookups.get(path.toString()));
  }

  /** What it costs to ask for a single value, or for the presence of a complex one. */
  Weight weight(AttributePath path) {
    return weights.getOrDefault(path.toString(), Weight.COLUMN);
  }

  /** A single value of the resource. */
  Value value(AttributePath path) {
    return Optional.ofNullable(values.get(path.toString())).orElseThrow(() -> unknown(path));
  }

  /** The condition that a single-valued complex attribute has a value. */
  Optional<String> complexPresent(AttributePath path) {
    return Optional.ofNullable(complex.get(path.parent().toString()));
  }

  /** Where the elements of a multi-valued attribute are; empty when it is single-valued. */
  Optional<Elements> elements(AttributePath path) {
    return askedBy(path).or(() -> Optional.ofNullable(elements.get(path.parent().toString())));
  }

  /**
   * Where the elements are when a condition is on this sub-attribute, if that makes a difference.
   */
  Optional<Elements> askedBy(AttributePath path) {
    return Optional.ofNullable(askedBy.get(path.toString()));
  }

  /**
   * Where those elements are that have this {@code type}, all of them and no others.
   *
   * @return empty when they have no place of their own
   */
  Optional<Elements> part(AttributePath path, String type) {
    return Optional.ofNullable(parts.get(path.parent().toString()))
        .map(byType -> byType.get(type.toLowerCase(Locale.ROOT)));
  }

  private static IllegalArgumentException unknown(AttributePath path) {
    return new IllegalArgumentException("no column is known for the attribute " + path);
  }

  static Builder with(String idColumn) {
    return new Builder(idColumn);
  }

  /** Collects the attributes of a resource type. */
  static final class Builder {
    private final String idColumn;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Weight> weights = new HashMap<>();
    private final Map<String, String> complex = new HashMap<>();
    private final Map<String, Elements> elements = new HashMap<>();
    private final Map<String, Map<String, Elements>> parts = new HashMap<>();
    private final Map<String, Elements> askedBy = new HashMap<>();
    private final Set<String> unique = new HashSet<>();
    private final Map<String, String> lookups = new HashMap<>();

    private Builder(String idColumn) {
      this.idColumn = idColumn;
    }

    /** A single value, also a sub-attribute of a single-valued complex attribute. */
    Builder value(String path, Value value) {
      return value(path, Weight.COLUMN, value);
    }

    /** The same of a value that is no mere column. */
    Builder value(String path, Weight weight, Value value) {
      values.put(path, value);
      weights.put(path, weight);
      return this;
    }

    /** A required value that no two resources of an account share. */
    Builder unique(String path, Value value) {
      unique.add(path);
      return value(path, value);
    }

    /** A single-valued complex attribute and the condition that it has a value. */
    Builder complex(String path, String present) {
      return complex(path, Weight.COLUMN, present);
    }

    /** The same where the condition is about more than columns. */
    Builder complex(String path, Weight weight, String present) {
      complex.put(path, present);
      weights.put(path, weight);
      return this;
    }

    /** A multi-valued attribute; its elements may be in several places, or as yet in none. */
    Builder elements(String path, Weight weight, Rows... alternatives) {
      elements.put(path, new Elements(weight, List.of(alternatives)));
      return this;
    }

    /** Where the elements of one {@code type}, in lower case, are by themselves. */
    Builder part(String path, String type, Weight weight, Rows rows) {
      parts
          .computeIfAbsent(path, each -> new HashMap<>())
          .put(type, new Elements(weight, List.of(rows)));
      return this;
    }

    /** Where elements are that a condition on one of their sub-attributes is asked of. */
    Builder askedBy(String subAttribute, Weight weight, Rows rows) {
      askedBy.put(subAttribute, new Elements(weight, List.of(rows)));
      return this;
    }

    /**
     * An attribute that resources are looked up by, since few share a value.
     *
     * @param from the index that finds a value, and the way from there to the resource; a child
     *     table {@code e} when it is a sub-attribute of elements, which are in one place
     */
    Builder lookup(String path, String from) {
      lookups.put(path, from);
      return this;
    }

    AttributeTable build() {
      return new AttributeTable(this);
    }
  }
}
