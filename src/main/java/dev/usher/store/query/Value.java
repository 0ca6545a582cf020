package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import java.util.List;

/**
 * One value of a row: how it is compared, recognised as present, and sorted. A comparison with an
 * absent value may be NULL; whoever negates it makes that false first.
 */
interface Value {

  /** The condition that this value compares so. */
  String compare(Operator operator, Object operand, Parameters parameters);

  /** Whether {@link #equalsAny} is there for it. */
  default boolean listable() {
    return false;
  }

  /**
   * The condition that this value equals one of several, as a list.
   *
   * @param operands at least one
   */
  default String equalsAny(List<Object> operands, Parameters parameters) {
    throw new IllegalStateException("no list is known for " + this);
  }

  /** The condition that there is a non-empty value. */
  String present();

  /** What to sort by; NULL for an absent value unless {@link #required()}. */
  String order();

  /**
   * What to sort by where an expression like {@link #order()} may be NULL: one expression, for it
   * may be dear to evaluate, in which absent values come after all others.
   */
  default String absentLast(String expression) {
    return "COALESCE(CONCAT('0', " + expression + "), '1')";
  }

  /** As what {@link #order()} is compared. */
  default SortKey.Kind kind() {
    return SortKey.Kind.TEXT;
  }

  /** Whether every row has a value. */
  boolean required();

  /** What rows that have this value are sorted by. */
  default SortKey sortKey() {
    return required() ? SortKey.required(order(), kind()) : sortKey(order());
  }

  /** The same for an expression like {@link #order()} that may be NULL. */
  default SortKey sortKey(String expression) {
    return SortKey.optional(expression, kind(), absentLast(expression));
  }

  /** The same among resources of several types, where what is equal within one may differ. */
  default SortKey sharedSortKey() {
    return sortKey();
  }

  /** A value that no row has, as {@code primary} where a kind of element knows none. */
  Value ABSENT =
      new Value() {
        @Override
        public String compare(Operator operator, Object operand, Parameters parameters) {
          return "FALSE";
        }

        @Override
        public String present() {
          return "FALSE";
        }

        @Override
        public String order() {
          return "NULL";
        }

        @Override
        public boolean required() {
          return false;
        }
      };
}
