package dev.usher.scim.filter;

import dev.usher.scim.schema.AttributePath;
import java.util.ArrayList;
import java.util.List;

/** Puts predicates together: flat, and without parts that change nothing. */
final class Predicates {
  static final Predicate TRUE = new Predicate.And(List.of());
  static final Predicate FALSE = new Predicate.Or(List.of());

  private Predicates() {}

  static Predicate and(List<Predicate> parts) {
    List<Predicate> flat = new ArrayList<>();
    for (Predicate part : parts) {
      if (part.equals(FALSE)) {
        return FALSE;
      }
      flat.addAll(part instanceof Predicate.And and ? and.parts() : List.of(part));
    }
    return flat.size() == 1 ? flat.get(0) : new Predicate.And(flat);
  }

  static Predicate or(List<Predicate> parts) {
    List<Predicate> flat = new ArrayList<>();
    for (Predicate part : parts) {
      if (part.equals(TRUE)) {
        return TRUE;
      }
      flat.addAll(part instanceof Predicate.Or or ? or.parts() : List.of(part));
    }
    return flat.size() == 1 ? flat.get(0) : new Predicate.Or(flat);
  }

  static Predicate not(Predicate part) {
    if (part.equals(TRUE)) {
      return FALSE;
    }
    if (part.equals(FALSE)) {
      return TRUE;
    }
    return part instanceof Predicate.Not not ? not.part() : new Predicate.Not(part);
  }

  static Predicate element(AttributePath attribute, Predicate condition) {
    return condition.equals(FALSE) ? FALSE : new Predicate.Element(attribute, condition);
  }
}
