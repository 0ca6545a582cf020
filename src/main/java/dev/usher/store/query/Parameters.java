package dev.usher.store.query;

import java.util.ArrayList;
import java.util.List;

/** Collects the values of a statement while its text is written. */
final class Parameters {

  /** Stands for the account in every text. */
  static final String ACCOUNT = "#{query.account}";

  /** Stands for the time at which the question is asked. */
  static final String NOW = "#{query.askedAt.time}";

  private final List<Object> values = new ArrayList<>();

  /** Adds a value and returns the token that stands for it. */
  String bind(Object value) {
    values.add(value);
    return "#{query.parameters[" + (values.size() - 1) + "]}";
  }

  List<Object> values() {
    return List.copyOf(values);
  }
}
