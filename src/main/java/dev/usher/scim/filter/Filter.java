package dev.usher.scim.filter;

import java.util.List;
import java.util.Optional;

/**
 * A filter as it was written (RFC 7644 §3.4.2.2): its structure is known, its names are still text.
 * {@link PredicateBinder} resolves them.
 */
public sealed interface Filter {

  /** All of them hold; at least two, none itself an {@code and}. */
  record And(List<Filter> parts) implements Filter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** At least one of them holds; at least two, none itself an {@code or}. */
  record Or(List<Filter> parts) implements Filter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** {@code not (part)}. */
  record Not(Filter part) implements Filter {}

  /**
   * {@code attribute[condition]}, or, beyond the RFC's grammar but sent by Entra ID, {@code
   * attribute[condition].sub op value}.
   *
   * @param attribute the text before the bracket
   * @param condition what stands in the brackets, without another value path in it
   * @param rest the term after the bracket, its path a sub-attribute's name; empty without one
   */
  record ValuePath(String attribute, Filter condition, Optional<Term> rest) implements Filter {}

  /** One attribute and what is asked of it. */
  sealed interface Term extends Filter {
    /** The attribute as written. */
    String path();
  }

  /** {@code path pr}. */
  record Present(String path) implements Term {}

  /** {@code path op value}, but {@code ne}. */
  record Compare(String path, Operator operator, Literal value) implements Term {}

  /** {@code path ne value}. */
  record NotEqual(String path, Literal value) implements Term {}

  /**
   * A value as it was written.
   *
   * @param kind what it looks like; the attribute's type decides what it becomes
   * @param text the string with its escapes resolved, or the unquoted characters
   */
  record Literal(Kind kind, String text) {

    /** What a value looks like. */
    public enum Kind {
      TEXT,
      NUMBER,
      BOOLEAN,
      NULL
    }
  }
}
