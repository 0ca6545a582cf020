package dev.usher.scim.filter;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filter.Literal;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a filter's names against the schemas and types its values (RFC 7644 §3.4.2.2). The rules
 * are those of {@link Predicate}; {@code and} and {@code or} come out flat.
 *
 * <p>Every refusal is a {@link ScimException} 400 {@code invalidFilter} that names the attribute.
 */
public final class PredicateBinder {
  private static final Literal NO_VALUE = new Literal(Literal.Kind.NULL, "null");

  private final AttributeNames names;

  private PredicateBinder(AttributeNames names) {
    this.names = names;
  }

  /** The predicate for resources of one type; an attribute that the type lacks is refused. */
  public static Predicate bind(Filter filter, ResourceType type) {
    return new PredicateBinder(AttributeNames.of(type, List.of())).bind(filter);
  }

  /**
   * The predicate for resources of one type when a search goes over several. An attribute that this
   * type lacks has no value in it, so that comparing it is false; one that every type lacks is
   * refused.
   *
   * @param searched the types that are searched; may include {@code type}
   */
  public static Predicate bind(
      Filter filter, ResourceType type, Collection<ResourceType> searched) {
    return new PredicateBinder(AttributeNames.of(type, searched)).bind(filter);
  }

  /**
   * The condition on one element of an attribute, as in the PATCH path {@code emails[type eq
   * "work"]}. Names in it are sub-attributes, also when they repeat the attribute ({@code
   * emails.type}). The elements of a multi-valued attribute that is not complex are named {@code
   * value}; their paths have no sub-attribute.
   */
  public static Predicate bindElement(Filter filter, AttributePath attribute) {
    return new PredicateBinder(AttributeNames.within(attribute.parent())).bind(filter);
  }

  private Predicate bind(Filter filter) {
    if (filter instanceof Filter.And and) {
      return Predicates.and(and.parts().stream().map(this::bind).toList());
    }
    if (filter instanceof Filter.Or or) {
      return Predicates.or(or.parts().stream().map(this::bind).toList());
    }
    if (filter instanceof Filter.Not not) {
      return Predicates.not(bind(not.part()));
    }
    if (filter instanceof Filter.ValuePath valuePath) {
      return bind(valuePath);
    }
    Filter.Term term = (Filter.Term) filter;
    Predicate positive = positive(term);
    return isNegated(term) ? Predicates.not(positive) : positive;
  }

  private Predicate bind(Filter.ValuePath valuePath) {
    Optional<AttributePath> found = names.find(valuePath.attribute());
    if (found.isEmpty()) {
      return valuePath.rest().filter(PredicateBinder::isNegated).isPresent()
          ? Predicates.TRUE
          : Predicates.FALSE;
    }
    AttributePath attribute = found.get();
    requireElements(attribute);
    PredicateBinder within = new PredicateBinder(names.elementsOf(attribute));
    Predicate condition = within.bind(valuePath.condition());
    if (!attribute.attribute().complex()) {
      return simpleElement(attribute, condition, valuePath.rest().isPresent());
    }
    if (valuePath.rest().isEmpty()) {
      return Predicates.element(attribute, condition);
    }
    Filter.Term rest = valuePath.rest().get();
    Predicate both = Predicates.and(List.of(condition, within.positive(rest)));
    Predicate element = Predicates.element(attribute, both);
    return isNegated(rest) ? Predicates.not(element) : element;
  }

  /** The term without the negation that {@link #isNegated} tells of. */
  private Predicate positive(Filter.Term term) {
    Optional<AttributePath> path = names.find(term.path());
    if (path.isEmpty()) {
      return Predicates.FALSE;
    }
    Operator operator = term instanceof Filter.Compare compare ? compare.operator() : Operator.EQ;
    Literal literal = literal(term);
    if (literal.kind() == Literal.Kind.NULL && operator == Operator.EQ) {
      return new Predicate.Present(path.get());
    }
    AttributePath leaf = simple(path.get());
    return new Predicate.Compare(leaf, operator, LiteralTypes.typed(leaf, operator, literal));
  }

  /** {@code eq null} and {@code ne "x"} deny something; {@code ne null} and {@code pr} do not. */
  private static boolean isNegated(Filter.Term term) {
    boolean isNull = literal(term).kind() == Literal.Kind.NULL;
    if (term instanceof Filter.Compare compare) {
      return compare.operator() == Operator.EQ && isNull;
    }
    return term instanceof Filter.NotEqual && !isNull;
  }

  private static Literal literal(Filter.Term term) {
    if (term instanceof Filter.Compare compare) {
      return compare.value();
    }
    return term instanceof Filter.NotEqual notEqual ? notEqual.value() : NO_VALUE;
  }

  private static AttributePath simple(AttributePath path) {
    if (!path.leaf().complex()) {
      return path;
    }
    Attribute value =
        path.attribute()
            .subAttribute("value")
            .orElseThrow(
                () ->
                    ScimException.invalidFilter(
                        path + " is complex: compare one of its sub-attributes."));
    return path.withSub(value);
  }

  private static void requireElements(AttributePath path) {
    boolean hasElements = path.attribute().complex() || path.attribute().multiValued();
    if (path.subAttribute().isPresent() || !hasElements) {
      throw ScimException.invalidFilter(path + " has no elements that […] could choose from.");
    }
  }

  /**
   * "Some value fulfils f" is the same as f on the path only where f has no {@code and} and no
   * {@code not}, which would have to hold for one and the same value.
   */
  private static Predicate simpleElement(
      AttributePath attribute, Predicate condition, boolean hasRest) {
    boolean distributes =
        condition instanceof Predicate.Or or
            ? or.parts().stream().allMatch(PredicateBinder::isTerm)
            : isTerm(condition);
    if (hasRest || !distributes) {
      throw ScimException.invalidFilter(
          attribute + " has simple values: its […] takes comparisons of 'value' joined by 'or'.");
    }
    return condition;
  }

  private static boolean isTerm(Predicate predicate) {
    return predicate instanceof Predicate.Compare || predicate instanceof Predicate.Present;
  }
}
