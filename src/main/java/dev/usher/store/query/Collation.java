package dev.usher.store.query;

/** How strings compare, as the columns are declared. */
enum Collation {
  /** {@code caseExact: false}: case and width are ignored, accents are not. */
  IGNORING_CASE("utf8mb4_uca1400_nopad_as_ci"),
  /** {@code caseExact: true}: by code point. */
  EXACT("utf8mb4_nopad_bin");

  private final String sqlName;

  Collation(String sqlName) {
    this.sqlName = sqlName;
  }

  String sqlName() {
    return sqlName;
  }

  /** An expression, of whatever character set, as text that compares so. */
  String of(String expression) {
    return "CONVERT(" + expression + " USING utf8mb4) COLLATE " + sqlName;
  }

  /** What follows the name of a text column of JSON_TABLE. */
  String column() {
    // VARCHAR(n) would cut longer values silently
    return "MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE " + sqlName;
  }
}
