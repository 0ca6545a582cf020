package dev.usher.store.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The condition that an expression equals one of many values. */
final class ValueList {
  /**
   * From 1,000 values on MariaDB makes a subquery of a list ({@code
   * in_predicate_conversion_threshold}), whose column has a collation of its own.
   */
  private static final int LONGEST = 500;

  private ValueList() {}

  /**
   * @param values at least one
   */
  static String write(String expression, List<?> values, Parameters parameters) {
    List<String> lists = new ArrayList<>();
    for (int from = 0; from < values.size(); from += LONGEST) {
      lists.add(
          values.subList(from, Math.min(values.size(), from + LONGEST)).stream()
              .map(parameters::bind)
              .collect(Collectors.joining(", ", expression + " IN (", ")")));
    }
    return lists.size() == 1 ? lists.get(0) : "(" + String.join(" OR ", lists) + ")";
  }
}
