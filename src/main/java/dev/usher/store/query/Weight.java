package dev.usher.store.query;

import dev.usher.scim.filter.Operator;

/**
 * What it costs to ask for an attribute, in the unit of one comparison of a column. The figures are
 * round ones: what counts is that the dear is not priced like the cheap.
 */
enum Weight {
  /** A column of the resource's row. */
  COLUMN(0, 1),

  /** A value in the JSON of a column, which is read anew for each row. */
  JSON(0, 2),

  /** A value that a subquery computes for each row. */
  COMPUTED(0, 5),

  /** Elements that are the same in every resource. */
  CONSTANT_ROWS(2, 1),

  /** Elements in the JSON of a column, which becomes a table for each row. */
  JSON_ROWS(3, 2),

  /** Rows of a child table: a subquery of its own. */
  CHILD(5, 1),

  /** Rows that follow from the nesting of groups: a recursive subquery over a set of groups. */
  RECURSIVE(20, 1),

  /** The same over all pairs of a group and one above it: some of them fill a statement's time. */
  RECURSIVE_PAIRS(500, 1);

  /**
   * Comparing a value with a pattern takes twice what comparing it for equality takes. Besides, the
   * equal ones of many are a list that is searched, and patterns are tried one by one.
   */
  private static final int PATTERN = 4;

  private final int place;
  private final int term;

  Weight(int place, int term) {
    this.place = place;
    this.term = term;
  }

  /** What going to the place costs, once for all terms that are asked there. */
  int place() {
    return place;
  }

  /** What a test of presence there costs. */
  int term() {
    return term;
  }

  /** What a comparison there costs. */
  int term(Operator operator) {
    return switch (operator) {
      case CO, SW, EW -> PATTERN * term;
      case EQ, GT, GE, LT, LE -> term;
    };
  }
}
