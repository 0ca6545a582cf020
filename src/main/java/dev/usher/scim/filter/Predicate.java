package dev.usher.scim.filter;

import dev.usher.scim.schema.AttributePath;
import java.util.List;

/**
 * A filter after its names have been resolved and its values typed: what the database, and the
 * value paths of PATCH, are asked. Two-valued: an absent attribute makes a comparison false, and
 * {@code not} of it true.
 *
 * <p>{@code x ne v} has become {@code not (x eq v)}; {@code x eq null} has become {@code not (x
 * pr)}; {@code a[f].b op v} has become {@code a[f and b op v]}; a complex attribute compared
 * without sub-attribute has become its {@code value}.
 */
public sealed interface Predicate {

  /** All of them hold; true when empty. */
  record And(List<Predicate> parts) implements Predicate {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least one of them holds; false when empty. */
  record Or(List<Predicate> parts) implements Predicate {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** It does not hold. */
  record Not(Predicate part) implements Predicate {}

  /**
   * Some value at the path compares so. The value's class follows the leaf's type: {@link String}
   * in NFC for string, reference and binary; {@link Boolean}; {@link java.math.BigDecimal} for
   * integer and decimal; {@link java.time.Instant} for dateTime, where {@code co}, {@code sw} and
   * {@code ew} carry the {@link String} as written.
   */
  record Compare(AttributePath path, Operator operator, Object value) implements Predicate {}

  /** The path has a non-empty value ({@code pr}). */
  record Present(AttributePath path) implements Predicate {}

  /**
   * One element of a complex attribute fulfils the condition, all of it by itself ({@code a[f]}).
   * Paths inside the condition are the attribute's sub-attributes, with their full path. A
   * single-valued complex attribute counts as one element when it has a value.
   */
  record Element(AttributePath attribute, Predicate condition) implements Predicate {}
}
