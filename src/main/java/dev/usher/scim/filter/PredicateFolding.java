package dev.usher.scim.filter;

import dev.usher.scim.filter.Predicate.And;
import dev.usher.scim.filter.Predicate.Compare;
import dev.usher.scim.filter.Predicate.Element;
import dev.usher.scim.filter.Predicate.Not;
import dev.usher.scim.filter.Predicate.Or;
import dev.usher.scim.filter.Predicate.Present;
import dev.usher.scim.schema.AttributePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a predicate so that it asks for the rows of an attribute as seldom as possible. The
 * result holds for the same resources; no value in it is new. A pure function.
 *
 * <ul>
 *   <li>Terms on the elements of one attribute that are joined by {@code or} become one {@link
 *       Element}: some element fulfils f, or some element fulfils g, is the same as some element
 *       fulfils f or g. That is not so for {@code and}, where the elements may differ.
 *   <li>Negations joined by {@code and} become the negation of an {@code or}, to which the first
 *       rule then applies.
 * </ul>
 */
public final class PredicateFolding {
  private final java.util.function.Predicate<AttributePath> inRows;

  /**
   * @param inRows whether the elements of an attribute, named without sub-attribute, are rows of
   *     their own; terms on other attributes stay as they are
   */
  public PredicateFolding(java.util.function.Predicate<AttributePath> inRows) {
    this.inRows = inRows;
  }

  /** The folded predicate; equal terms in it stay, and {@link #withoutEqualTerms} drops them. */
  public Predicate fold(Predicate predicate) {
    if (predicate instanceof And and) {
      return foldAnd(and.parts());
    }
    if (predicate instanceof Or or) {
      return foldOr(or.parts());
    }
    return predicate instanceof Not not ? Predicates.not(fold(not.part())) : predicate;
  }

  private Predicate foldAnd(List<Predicate> parts) {
    List<Predicate> kept = new ArrayList<>();
    List<Predicate> denied = new ArrayList<>();
    for (Predicate part : parts) {
      Predicate folded = fold(part);
      if (folded instanceof Not not) {
        denied.add(not.part());
      } else {
        kept.add(folded);
      }
    }
    if (!denied.isEmpty()) {
      kept.add(Predicates.not(foldOr(denied)));
    }
    return Predicates.and(kept);
  }

  private Predicate foldOr(List<Predicate> parts) {
    List<Predicate> kept = new ArrayList<>();
    Map<AttributePath, List<Predicate>> byAttribute = new LinkedHashMap<>();
    for (Predicate part : flat(parts)) {
      AttributePath attribute = attribute(part);
      if (attribute != null && inRows.test(attribute)) {
        byAttribute.computeIfAbsent(attribute, each -> new ArrayList<>()).add(part);
      } else {
        kept.add(part);
      }
    }
    byAttribute.forEach((attribute, terms) -> kept.add(oneElement(attribute, terms)));
    return Predicates.or(kept);
  }

  /** The parts, folded, with those of an {@code or} in place of it. */
  private List<Predicate> flat(List<Predicate> parts) {
    List<Predicate> flat = new ArrayList<>();
    for (Predicate part : parts) {
      Predicate folded = fold(part);
      flat.addAll(folded instanceof Or or ? or.parts() : List.of(folded));
    }
    return flat;
  }

  private static Predicate oneElement(AttributePath attribute, List<Predicate> terms) {
    if (terms.size() == 1) {
      return terms.get(0);
    }
    List<Predicate> conditions =
        terms.stream()
            .map(term -> term instanceof Element element ? element.condition() : term)
            .toList();
    return Predicates.element(attribute, Predicates.or(conditions));
  }

  /** The attribute whose elements a term is about; null when it is no term. */
  private static AttributePath attribute(Predicate predicate) {
    if (predicate instanceof Compare compare) {
      return compare.path().parent();
    }
    if (predicate instanceof Present present) {
      return present.path().parent();
    }
    return predicate instanceof Element element ? element.attribute() : null;
  }

  /**
   * The predicate in which no {@code and} and no {@code or} has two equal parts. Parts are equal
   * when attribute, operator and value are the same, also in case.
   */
  public static Predicate withoutEqualTerms(Predicate predicate) {
    if (predicate instanceof And and) {
      return Predicates.and(distinct(and.parts()));
    }
    if (predicate instanceof Or or) {
      return Predicates.or(distinct(or.parts()));
    }
    if (predicate instanceof Not not) {
      return Predicates.not(withoutEqualTerms(not.part()));
    }
    return predicate instanceof Element element
        ? Predicates.element(element.attribute(), withoutEqualTerms(element.condition()))
        : predicate;
  }

  private static List<Predicate> distinct(List<Predicate> parts) {
    return parts.stream().map(PredicateFolding::withoutEqualTerms).distinct().toList();
  }
}
