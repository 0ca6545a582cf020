package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes one condition. A part that is NULL counts as false: under AND and OR that needs no words,
 * and every negation is written {@code IS NOT TRUE}.
 */
final class ConditionWriter {

  /**
   * How many child tables the database may weigh as the start of its plan. Its search grows steeply
   * with their number, which the client chooses.
   */
  private static final int STARTS = 3;

  private final AttributeTable table;
  private final Parameters parameters;
  private int starts;

  ConditionWriter(AttributeTable table, Parameters parameters) {
    this.table = table;
    this.parameters = parameters;
  }

  String write(Predicate predicate) {
    return write(predicate, true);
  }

  /** The name that an element's value has for this path. */
  static String elementName(AttributePath path) {
    return path.subAttribute().map(Attribute::name).orElse(Rows.SIMPLE);
  }

  /**
   * @param required whether the whole filter is false when this predicate is
   */
  private String write(Predicate predicate, boolean required) {
    if (predicate instanceof Predicate.And and) {
      return join(and.parts(), " AND ", "TRUE", part -> write(part, required));
    } else if (predicate instanceof Predicate.Or or) {
      boolean only = required && or.parts().size() == 1;
      return either(or.parts(), this::column, part -> write(part, only));
    } else if (predicate instanceof Predicate.Not not) {
      return "(" + write(not.part(), false) + ") IS NOT TRUE";
    } else if (predicate instanceof Predicate.Compare compare) {
      return compare(compare, required);
    } else if (predicate instanceof Predicate.Present present) {
      return present(present, required);
    } else if (predicate instanceof Predicate.Element element) {
      return element(element, required);
    }
    throw new IllegalArgumentException("unknown predicate " + predicate.getClass());
  }

  private String compare(Predicate.Compare compare, boolean required) {
    Optional<Elements> elements = table.elements(compare.path());
    return elements.isPresent()
        ? any(elements.get().places(), rows -> compareIn(rows, compare), required)
        : table.value(compare.path()).compare(compare.operator(), compare.value(), parameters);
  }

  private String compareIn(Rows rows, Predicate.Compare compare) {
    return rows.value(elementName(compare.path()))
        .compare(compare.operator(), compare.value(), parameters);
  }

  private String present(Predicate.Present present, boolean required) {
    AttributePath path = present.path();
    Optional<Elements> elements = table.elements(path);
    if (elements.isPresent()) {
      return any(elements.get().places(), rows -> presentIn(rows, path), required);
    }
    return path.subAttribute().isEmpty() && table.complexPresent(path).isPresent()
        ? table.complexPresent(path).get()
        : table.value(path).present();
  }

  private static String presentIn(Rows rows, AttributePath path) {
    // an element is never stored empty
    return path.attribute().complex() && path.subAttribute().isEmpty()
        ? "TRUE"
        : rows.value(elementName(path)).present();
  }

  private String element(Predicate.Element element, boolean required) {
    Optional<Elements> elements = elements(table, element);
    if (elements.isPresent()) {
      return any(elements.get().places(), rows -> within(element.condition(), rows), required);
    }
    String present =
        table
            .complexPresent(element.attribute())
            .orElseGet(() -> table.value(element.attribute()).present());
    return "(" + present + " AND " + write(element.condition(), false) + ")";
  }

  /**
   * Where those elements are that can fulfil the condition; empty when the attribute has no
   * elements that are rows.
   */
  static Optional<Elements> elements(AttributeTable table, Predicate.Element element) {
    return type(element.condition())
        .flatMap(type -> table.part(element.attribute(), type))
        .or(() -> askedBy(table, element.condition()))
        .or(() -> table.elements(element.attribute()));
  }

  private static Optional<Elements> askedBy(AttributeTable table, Predicate condition) {
    if (condition instanceof Predicate.And and) {
      return firstAskedBy(table, and.parts());
    } else if (condition instanceof Predicate.Or or) {
      return firstAskedBy(table, or.parts());
    } else if (condition instanceof Predicate.Not not) {
      return askedBy(table, not.part());
    } else if (condition instanceof Predicate.Compare compare) {
      return table.askedBy(compare.path());
    } else if (condition instanceof Predicate.Present present) {
      return table.askedBy(present.path());
    }
    return Optional.empty();
  }

  private static Optional<Elements> firstAskedBy(AttributeTable table, List<Predicate> parts) {
    return parts.stream().flatMap(part -> askedBy(table, part).stream()).findFirst();
  }

  /** The {@code type} that the condition asks for whatever else it does. */
  private static Optional<String> type(Predicate condition) {
    if (condition instanceof Predicate.And and) {
      return and.parts().stream().flatMap(part -> type(part).stream()).findFirst();
    }
    if (condition instanceof Predicate.Or or) {
      List<Optional<String>> types =
          or.parts().stream().map(ConditionWriter::type).distinct().limit(2).toList();
      return types.size() == 1 ? types.get(0) : Optional.empty();
    }
    return condition instanceof Predicate.Compare compare
            && compare.operator() == Operator.EQ
            && elementName(compare.path()).equals("type")
        ? Optional.of(compare.value().toString())
        : Optional.empty();
  }

  /** The condition that one element of these rows fulfils the condition, all of it by itself. */
  String within(Predicate condition, Rows rows) {
    if (condition instanceof Predicate.And and) {
      return join(and.parts(), " AND ", "TRUE", part -> within(part, rows));
    } else if (condition instanceof Predicate.Or or) {
      return either(
          or.parts(),
          path -> Optional.of(rows.value(elementName(path))),
          part -> within(part, rows));
    } else if (condition instanceof Predicate.Not not) {
      return "(" + within(not.part(), rows) + ") IS NOT TRUE";
    } else if (condition instanceof Predicate.Compare compare) {
      return compareIn(rows, compare);
    } else if (condition instanceof Predicate.Present present) {
      return presentIn(rows, present.path());
    } else if (condition instanceof Predicate.Element element) {
      return within(element.condition(), rows);
    }
    throw new IllegalArgumentException("unknown predicate " + condition.getClass());
  }

  private String any(List<Rows> alternatives, Function<Rows, String> condition, boolean required) {
    boolean start = required && alternatives.size() == 1 && starts++ < STARTS;
    return alternatives.stream()
        .map(rows -> start ? rows.any(condition.apply(rows)) : rows.anyAside(condition.apply(rows)))
        .collect(Collectors.collectingAndThen(Collectors.toList(), ConditionWriter::either));
  }

  private static String either(List<String> conditions) {
    return conditions.isEmpty() ? "FALSE" : "(" + String.join(" OR ", conditions) + ")";
  }

  /**
   * Parts joined by OR. Many values that one column may equal become a list, which the database
   * reads as ranges of an index and finds a row's value in without going through it.
   *
   * @param values the value that a path has where the parts are asked
   */
  private String either(
      List<Predicate> parts,
      Function<AttributePath, Optional<Value>> values,
      Function<Predicate, String> write) {
    Map<AttributePath, List<Object>> operands = new LinkedHashMap<>();
    List<String> conditions = new ArrayList<>();
    for (Predicate part : parts) {
      if (part instanceof Predicate.Compare compare
          && compare.operator() == Operator.EQ
          && values.apply(compare.path()).filter(Value::listable).isPresent()) {
        operands.computeIfAbsent(compare.path(), path -> new ArrayList<>()).add(compare.value());
      } else {
        conditions.add(write.apply(part));
      }
    }
    operands.forEach(
        (path, each) ->
            conditions.add(values.apply(path).orElseThrow().equalsAny(each, parameters)));
    return conditions.isEmpty()
        ? "FALSE"
        : conditions.stream().collect(Collectors.joining(" OR ", "(", ")"));
  }

  private Optional<Value> column(AttributePath path) {
    return table.elements(path).isPresent() ? Optional.empty() : Optional.of(table.value(path));
  }

  private static String join(
      List<Predicate> parts, String between, String none, Function<Predicate, String> write) {
    return parts.isEmpty()
        ? none
        : parts.stream().map(write).collect(Collectors.joining(between, "(", ")"));
  }
}
