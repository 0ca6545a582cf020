package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A dateTime: a DATETIME(3) column in UTC. It compares as an instant; for {@code co}, {@code sw}
 * and {@code ew} as the text that answers show, {@code 2026-01-31T09:30:00.000Z}.
 *
 * @param column compared bare, so that its index serves
 * @param order what to sort by instead of the column, where that has the better index
 * @param required whether it is never NULL
 */
record InstantValue(String column, String order, boolean required) implements Value {
  private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
  private static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999);

  static InstantValue required(String column) {
    return new InstantValue(column, column, true);
  }

  static InstantValue optional(String column) {
    return new InstantValue(column, column, false);
  }

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    if (operand instanceof Instant instant) {
      return compare(operator, instant, parameters);
    }
    String format = "DATE_FORMAT(" + column + ", '%Y-%m-%dT%H:%i:%s.%f')";
    String text = "CONCAT(LEFT(" + format + ", 23), 'Z')";
    return new TextValue(Collation.IGNORING_CASE.of(text), required)
        .compare(operator, operand, parameters);
  }

  private String compare(Operator operator, Instant instant, Parameters parameters) {
    if (instant.isBefore(FIRST.toInstant(ZoneOffset.UTC))) {
      return operator == Operator.GT || operator == Operator.GE ? present() : "FALSE";
    }
    if (instant.isAfter(LAST.toInstant(ZoneOffset.UTC))) {
      return operator == Operator.LT || operator == Operator.LE ? present() : "FALSE";
    }
    // the column counts milliseconds: a finer instant lies between two of its values
    Instant milliseconds = instant.truncatedTo(ChronoUnit.MILLIS);
    boolean between = !milliseconds.equals(instant);
    String token = parameters.bind(LocalDateTime.ofInstant(milliseconds, ZoneOffset.UTC));
    return switch (operator) {
      case EQ, CO, SW, EW -> between ? "FALSE" : column + " = " + token;
      case GT -> column + " > " + token;
      case GE -> column + (between ? " > " : " >= ") + token;
      case LT -> column + (between ? " <= " : " < ") + token;
      case LE -> column + " <= " + token;
    };
  }

  @Override
  public SortKey.Kind kind() {
    return order.equals(column) ? SortKey.Kind.TIME : SortKey.Kind.ID;
  }

  @Override
  public String absentLast(String sorted) {
    return "COALESCE(" + sorted + ", '9999-12-31 23:59:59.999')";
  }

  @Override
  public String present() {
    return required ? "TRUE" : column + " IS NOT NULL";
  }
}
