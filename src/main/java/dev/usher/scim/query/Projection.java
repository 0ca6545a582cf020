package dev.usher.scim.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Returned;
import dev.usher.scim.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which attributes of a resource an answer has (RFC 7644 §3.9, RFC 7643 §7 {@code returned}).
 *
 * <p>{@code always} attributes stay, {@code never} ones stay out, {@code request} ones are there
 * only when {@code attributes} names them. A complex attribute that is asked for brings its default
 * sub-attributes; a sub-attribute that is asked for brings its always returned siblings.
 */
public final class Projection {

  /** What is returned when nothing else is asked for. */
  public static final Projection ALL = new Projection(Mode.DEFAULT, Set.of(), Optional.empty());

  private enum Mode {
    DEFAULT,
    ONLY,
    WITHOUT
  }

  private final Mode mode;
  private final Set<String> named;
  private final Optional<TokenFilter> filter;
  private final Set<String> uncertain;

  private Projection(Mode mode, Set<String> named, Optional<ResourceType> type) {
    this.mode = mode;
    this.named = named;
    this.filter = type.map(t -> ProjectionFilter.of(t, this, mode == Mode.WITHOUT));
    this.uncertain = type.map(this::partly).orElse(Set.of());
  }

  /**
   * The projection that the parameters {@code attributes} and {@code excludedAttributes} ask for.
   */
  public static Projection read(QueryParameters parameters, ResourceType type) {
    return parse(parameters.get("attributes"), parameters.get("excludedAttributes"), type);
  }

  /**
   * The projection that two comma-separated lists ask for. Names are full, with the schema's URN,
   * or bare; the URN alone stands for the schema's attributes; case does not matter; unknown names
   * ask for nothing. A list without a name in it counts as absent.
   *
   * @throws ScimException 400 {@code invalidValue} when both are given
   */
  public static Projection parse(
      Optional<String> attributes, Optional<String> excludedAttributes, ResourceType type) {
    List<String> only = names(attributes);
    List<String> without = names(excludedAttributes);
    if (!only.isEmpty() && !without.isEmpty()) {
      throw ScimException.invalidValue("Give attributes or excludedAttributes, not both.");
    }
    if (!only.isEmpty()) {
      return new Projection(Mode.ONLY, paths(only, type), Optional.of(type));
    }
    if (!without.isEmpty()) {
      return new Projection(Mode.WITHOUT, paths(without, type), Optional.of(type));
    }
    return ALL;
  }

  /**
   * Whether an answer may have a value at this path. A complex attribute counts when at least one
   * of its sub-attributes does.
   */
  public boolean includes(AttributePath path) {
    if (path.subAttribute().isPresent()) {
      return includesSub(path, path.subAttribute().get());
    }
    Attribute attribute = path.attribute();
    return attribute.complex()
        ? attribute.subAttributes().stream().anyMatch(sub -> includesSub(path, sub))
        : includesWhole(path);
  }

  /**
   * Whether an answer may have anything of the path's attribute, this sub-attribute or another: if
   * not, the attribute need not be read.
   */
  public boolean includesAny(AttributePath path) {
    return includes(path.parent());
  }

  /** Whether an answer may have anything of that extension. */
  public boolean includesAny(ResourceType type, Schema schema) {
    return schema.attributes().stream()
        .map(a -> new AttributePath(schema, type.isExtension(schema), a, Optional.empty()))
        .anyMatch(this::includes);
  }

  /**
   * The extensions of which an answer may have some attributes and not others, so that a resource
   * with a block may have nothing in it.
   */
  private Set<String> partly(ResourceType type) {
    return type.extensions().stream()
        .filter(extension -> includesAny(type, extension) && !includesWhole(type, extension))
        .map(Schema::urn)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean includesWhole(ResourceType type, Schema schema) {
    return schema.attributes().stream()
        .filter(attribute -> isDefault(attribute.returned()))
        .map(a -> new AttributePath(schema, type.isExtension(schema), a, Optional.empty()))
        .allMatch(
            path ->
                path.attribute().complex()
                    ? path.attribute().subAttributes().stream()
                        .filter(sub -> isDefault(sub.returned()))
                        .allMatch(sub -> includesSub(path, sub))
                    : includesWhole(path));
  }

  /**
   * A generator that passes on what is included while resources are written to it, one JSON object
   * each; what becomes empty is left out, and {@code schemas} names what is there. Raw JSON cannot
   * be looked into and must not be written to it. It need not be closed.
   *
   * <p>{@link #ALL} has no type and passes everything: the writer leaves {@code request} attributes
   * out by asking {@link #includes}.
   */
  public JsonGenerator wrap(JsonGenerator out) {
    return filter
        .<JsonGenerator>map(
            f ->
                new FilteringGeneratorDelegate(
                    uncertain.isEmpty() ? out : new SchemasLast(out, uncertain),
                    f,
                    TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH,
                    true))
        .orElse(out);
  }

  private boolean includesWhole(AttributePath path) {
    Returned returned = path.attribute().returned();
    boolean isNamed = isNamed(path.parent());
    return switch (mode) {
      case DEFAULT -> isDefault(returned);
      case ONLY -> returned == Returned.ALWAYS || (isNamed && returned != Returned.NEVER);
      case WITHOUT -> returned == Returned.ALWAYS || (returned == Returned.DEFAULT && !isNamed);
    };
  }

  private boolean includesSub(AttributePath path, Attribute sub) {
    Returned returned = sub.returned();
    if (path.attribute().returned() == Returned.NEVER || returned == Returned.NEVER) {
      return false;
    }
    boolean isNamed = isNamed(path.withSub(sub));
    boolean whole = includesWhole(path) && isDefault(returned);
    return switch (mode) {
      case DEFAULT -> whole;
      case ONLY -> whole || isNamed || (returned == Returned.ALWAYS && namesPartOf(path));
      case WITHOUT -> whole && (returned == Returned.ALWAYS || !isNamed);
    };
  }

  private boolean namesPartOf(AttributePath path) {
    return path.attribute().subAttributes().stream()
        .filter(sub -> sub.returned() != Returned.NEVER)
        .anyMatch(sub -> isNamed(path.withSub(sub)));
  }

  private boolean isNamed(AttributePath path) {
    return !named.isEmpty() && named.contains(path.toString());
  }

  private static boolean isDefault(Returned returned) {
    return returned == Returned.ALWAYS || returned == Returned.DEFAULT;
  }

  private static List<String> names(Optional<String> list) {
    if (list.isEmpty()) {
      return List.of();
    }
    return AttributeLists.names(list.get());
  }

  private static Set<String> paths(List<String> names, ResourceType type) {
    Set<String> paths = new HashSet<>();
    names.forEach(name -> paths(name, type).forEach(path -> paths.add(path.toString())));
    return paths;
  }

  private static Stream<AttributePath> paths(String name, ResourceType type) {
    Optional<Schema> schema = type.schema(name);
    if (schema.isEmpty()) {
      return type.find(name).stream();
    }
    boolean extension = type.isExtension(schema.get());
    return schema.get().attributes().stream()
        .filter(attribute -> isDefault(attribute.returned()))
        .map(a -> new AttributePath(schema.get(), extension, a, Optional.empty()));
  }
}
