package dev.usher.store.query;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
   * The conditions that a row comes after one with that value, where equal values are told apart by
   * id; as {@link RowOrder#after} gives them.
   *
   * @param position the value; empty when it was absent
   * @param furtherId the condition that the row's id comes after that one's
   */
  List<String> after(
      Optional<String> position, String furtherId, boolean descending, Parameters parameters) {
    return switch (absence) {
      case ENCODED -> {
        Object operand = position.map(text -> "0" + text).orElse("1");
        yield ranges(order, operand, furtherId, descending, parameters);
      }
      case NEVER ->
          position
              .map(text -> ranges(value, kind.operand(text), furtherId, descending, parameters))
              .orElse(List.of(descending ? "TRUE" : "FALSE"));
      case NULL -> List.of(afterNullable(position, furtherId, descending, parameters));
    };
  }

  /** The equal ones first: two ranges of an index that goes on to the id. */
  private static List<String> ranges(
      String expression,
      Object operand,
      String furtherId,
      boolean descending,
      Parameters parameters) {
    return List.of(
        "((%s) = %s AND %s)".formatted(expression, parameters.bind(operand), furtherId),
        "(%s) %s %s".formatted(expression, descending ? "<" : ">", parameters.bind(operand)));
  }

  /** Said at once, for there is no index, and the value may be dear to find out. */
  private String afterNullable(
      Optional<String> position, String furtherId, boolean descending, Parameters parameters) {
    if (position.isPresent()) {
      Object operand = kind.operand(position.get());
      String beyond =
          String.join(" OR ", ranges(value, operand, furtherId, descending, parameters));
      // in descending order those without a value have come first
      return "(" + beyond + (descending ? "" : " OR " + value + " IS NULL") + ")";
    }
    String among = "(" + value + " IS NULL AND " + furtherId + ")";
    return descending ? "(" + among + " OR " + value + " IS NOT NULL)" : among;
  }
}
