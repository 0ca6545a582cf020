package dev.usher.store.query;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * What rows are sorted by, besides their id.
 *
 * @param value the value itself; NULL where it is absent
 * @param kind of the value
 * @param order the expression to sort by, in which absent values come last
 * @param absence how that expression treats them
 */
record SortKey(String value, Kind kind, String order, Absence absence) {

  /** What becomes of rows without the value. */
  enum Absence {
    /** There are none. */
    NEVER,
    /** Their value is NULL. */
    NULL,
    /** The expression to sort by is a column that holds 0 before the value, or 1 without one. */
    ENCODED
  }

  /** As what a value travels back into a statement, made of the text that came out of one. */
  enum Kind {
    TEXT {
      @Override
      Object operand(String text) {
        return text;
      }
    },
    ID {
      @Override
      Object operand(String text) {
        return UUID.fromString(text);
      }
    },
    TIME {
      @Override
      Object operand(String text) {
        return LocalDateTime.parse(text, DATE_TIME);
      }
    },
    /** Counts, small enough for a double to hold them exactly, and truth values. */
    NUMBER {
      @Override
      Object operand(String text) {
        return Double.valueOf(text);
      }
    };

    /** What it is compared with. */
    abstract Object operand(String text);
  }

  /** As DATETIME(3) is written as text. */
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  /** Every row has the value. */
  static SortKey required(String value, Kind kind) {
    return new SortKey(value, kind, value, Absence.NEVER);
  }

  /**
   * Some rows may lack the value.
   *
   * @param absentLast what to sort by instead of it
   */
  static SortKey optional(String value, Kind kind, String absentLast) {
    return new SortKey(value, kind, absentLast, Absence.NULL);
  }

  /**
   * Some rows may lack the value, a text, and there is an index of what to sort by.
   *
   * @param column {@code COALESCE(CONCAT('0', value), '1')}
   */
  static SortKey encoded(String value, String column) {
    return new SortKey(value, Kind.TEXT, column, Absence.ENCODED);
  }

  /** The condition that a row lacks the value. */
  String absent() {
    return absence == Absence.NEVER ? "FALSE" : "(" + value + ") IS NULL";
  }

  /** The value as text that {@link Kind#operand} understands. */
  String text() {
    return kind == Kind.TEXT ? value : "CAST(" + value + " AS CHAR)";
  }

  /**
   * The condition that a row comes after one with that value, where equal values are told apart by
   * id.
   *
   * @param position the value; empty when it was absent
   * @param furtherId the condition that the row's id comes after that one's
   */
  String after(
      Optional<String> position, String furtherId, boolean descending, Parameters parameters) {
    if (absence == Absence.ENCODED) {
      return afterEncoded(position, furtherId, descending, parameters);
    }
    if (position.isPresent()) {
      Object operand = kind.operand(position.get());
      String beyond = beyond(operand, furtherId, descending, parameters);
      // in descending order those without a value have come first
      return descending || absence == Absence.NEVER
          ? beyond
          : "(" + beyond + " OR " + value + " IS NULL)";
    }
    if (absence == Absence.NEVER) {
      return descending ? "TRUE" : "FALSE";
    }
    String among = value + " IS NULL AND " + furtherId;
    return descending ? "(" + among + " OR " + value + " IS NOT NULL)" : "(" + among + ")";
  }

  /**
   * One range of the index, of which a few equal rows at its start are passed over: the database
   * does not take two ranges of a column that may be NULL, as every column does that is computed.
   */
  private String afterEncoded(
      Optional<String> position, String furtherId, boolean descending, Parameters parameters) {
    if (position.isEmpty() && !descending) {
      return "(" + order + " = '1' AND " + furtherId + ")";
    }
    String operand = position.map(text -> "0" + text).orElse("1");
    return "(%1$s %2$s= %3$s AND (%1$s %2$s %4$s OR %5$s))"
        .formatted(
            order,
            descending ? "<" : ">",
            parameters.bind(operand),
            parameters.bind(operand),
            furtherId);
  }

  /** Said so that the database finds the two ranges of an index. */
  private String beyond(
      Object operand, String furtherId, boolean descending, Parameters parameters) {
    return "((%1$s) %2$s %3$s OR (%1$s) = %4$s AND %5$s)"
        .formatted(
            value,
            descending ? "<" : ">",
            parameters.bind(operand),
            parameters.bind(operand),
            furtherId);
  }
}
