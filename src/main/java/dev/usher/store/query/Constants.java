package dev.usher.store.query;

import java.util.Map;

/** What is the same in every resource of a type. */
final class Constants {

  private Constants() {}

  /** The {@code schemas} of a type without extensions. */
  static Rows schemas(String urn) {
    return new Rows(
        "(SELECT 1 AS ordinal) e",
        "TRUE",
        new Rows.Own(),
        Map.of(Rows.SIMPLE, new ConstantValue(urn, Collation.EXACT, "e.ordinal")),
        "e.ordinal");
  }
}
