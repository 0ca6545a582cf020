package dev.usher.scim.filter;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Returned;
import dev.usher.scim.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What names mean in a filter, or between the brackets of a value path. */
final class AttributeNames {
  private final Function<String, Optional<AttributePath>> lookup;
  private final Predicate<String> knownElsewhere;
  private final String where;

  private AttributeNames(
      Function<String, Optional<AttributePath>> lookup,
      Predicate<String> knownElsewhere,
      String where) {
    this.lookup = lookup;
    this.knownElsewhere = knownElsewhere;
    this.where = where;
  }

  /** The attributes of a type; those of the others are known, but have no value in it. */
  static AttributeNames of(ResourceType type, Collection<ResourceType> others) {
    List<ResourceType> searched = List.copyOf(others);
    return new AttributeNames(
        type::find,
        name -> searched.stream().anyMatch(other -> other.find(name).isPresent()),
        searched.isEmpty() ? type.name() : "any resource type");
  }

  /** The sub-attributes of an attribute. */
  static AttributeNames within(AttributePath attribute) {
    return new AttributeNames(
        name -> subAttribute(attribute, name), name -> false, attribute.toString());
  }

  /** The sub-attributes of an attribute; those that another type has are known here too. */
  AttributeNames elementsOf(AttributePath attribute) {
    return new AttributeNames(
        name -> subAttribute(attribute, name),
        name -> knownElsewhere.test(attribute + "." + name),
        attribute.toString());
  }

  /**
   * The attribute of that name.
   *
   * @return empty when it is known elsewhere only
   * @throws ScimException 400 {@code invalidFilter} when it is unknown or must not be asked for
   */
  Optional<AttributePath> find(String name) {
    Optional<AttributePath> found = lookup.apply(name);
    if (found.isEmpty() && !knownElsewhere.test(name)) {
      throw ScimException.invalidFilter("There is no attribute " + name + " in " + where + ".");
    }
    found.ifPresent(AttributeNames::requireFilterable);
    return found;
  }

  private static void requireFilterable(AttributePath path) {
    if (!isAskable(path)) {
      throw ScimException.invalidFilter(path + " cannot be filtered by.");
    }
  }

  /** Whether filters and sorting may reveal the attribute's values. */
  static boolean isAskable(AttributePath path) {
    boolean never =
        path.attribute().returned() == Returned.NEVER || path.leaf().returned() == Returned.NEVER;
    boolean link =
        path.attribute().name().equals("invitation")
            && path.subAttribute().filter(sub -> sub.name().equals("link")).isPresent();
    return !never && !link;
  }

  private static Optional<AttributePath> subAttribute(AttributePath attribute, String name) {
    return withoutPrefixes(attribute, name)
        .flatMap(sub -> ofElement(attribute, sub).stream())
        .findFirst();
  }

  private static Optional<AttributePath> ofElement(AttributePath attribute, String name) {
    Attribute definition = attribute.attribute();
    if (definition.complex()) {
      return definition.subAttribute(name).map(attribute::withSub);
    }
    return name.equalsIgnoreCase("value") ? Optional.of(attribute) : Optional.empty();
  }

  /** The name itself, and what follows {@code attribute.} in it, with a URN before or without. */
  private static Stream<String> withoutPrefixes(AttributePath attribute, String name) {
    Schema schema = attribute.schema();
    String dotted = attribute.attribute().name() + ".";
    Stream<String> urns = Stream.concat(Stream.of(schema.urn()), schema.aliases().stream());
    Stream<String> prefixes =
        Stream.concat(Stream.of(""), urns.flatMap(urn -> Stream.of(urn + ":", urn + ".")));
    return Stream.concat(
        Stream.of(name),
        prefixes
            .map(prefix -> prefix + dotted)
            .filter(prefix -> name.regionMatches(true, 0, prefix, 0, prefix.length()))
            .map(prefix -> name.substring(prefix.length())));
  }
}
