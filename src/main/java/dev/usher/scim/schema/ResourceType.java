package dev.usher.scim.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource type: its endpoint, core schema and extensions (RFC 7643 §6), and the resolution of
 * attribute names in its context.
 *
 * @param name the resource type's id and name, as in {@code meta.resourceType}
 * @param description one sentence for people
 * @param endpoint with a leading slash, relative to the SCIM base
 * @param core the core schema, the common attributes ({@code id}, {@code externalId}, {@code meta},
 *     {@code schemas}) included
 * @param extensions in the order in which bare names are looked up in them
 */
public record ResourceType(
    String name, String description, String endpoint, Schema core, List<Schema> extensions) {

  public ResourceType {
    extensions = List.copyOf(extensions);
  }

  /** The core schema and the extensions. */
  public Stream<Schema> schemas() {
    return Stream.concat(Stream.of(core), extensions.stream());
  }

  /** The schema, core or extension, whose URN or alias that text is, compared without case. */
  public Optional<Schema> schema(String urn) {
    if (core.isNamed(urn)) {
      return Optional.of(core);
    }
    for (Schema extension : extensions) {
      if (extension.isNamed(urn)) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }

  /** Whether that schema is an extension of this resource type. */
  public boolean isExtension(Schema schema) {
    return !schema.urn().equals(core.urn());
  }

  /**
   * Resolves {@code userName}, {@code name.familyName}, {@code URN:userName}, {@code
   * URN:manager.value}; a dot after the URN is a colon. A URN is recognised by the longest known
   * prefix, never by splitting at dots. A bare name is looked up in the core schema, then in the
   * extensions in order.
   *
   * @return empty when no schema of this type knows the attribute or the sub-attribute
   */
  public Optional<AttributePath> find(String text) {
    Optional<SchemaAndRest> prefixed = split(text);
    if (prefixed.isPresent()) {
      SchemaAndRest found = prefixed.get();
      return find(found.schema(), found.rest());
    }
    if (text.regionMatches(true, 0, "urn:", 0, 4)) {
      return Optional.empty();
    }
    Optional<AttributePath> found = find(core, text);
    for (int i = 0; found.isEmpty() && i < extensions.size(); i++) {
      found = find(extensions.get(i), text);
    }
    return found;
  }

  /** What stands before and after the colon or dot that ends a known URN; empty without one. */
  public Optional<SchemaAndRest> split(String text) {
    if (!text.regionMatches(true, 0, "urn:", 0, 4)) {
      return Optional.empty();
    }
    Schema best = core;
    int length = core.prefixOf(text);
    for (Schema extension : extensions) {
      int other = extension.prefixOf(text);
      if (other > length) {
        best = extension;
        length = other;
      }
    }
    return length < 0
        ? Optional.empty()
        : Optional.of(new SchemaAndRest(best, text.substring(length + 1)));
  }

  /**
   * Resolves {@code userName} or {@code name.familyName} in one schema.
   *
   * @param schema of this type
   */
  public Optional<AttributePath> find(Schema schema, String dotted) {
    int dot = dotted.indexOf('.');
    String first = dot < 0 ? dotted : dotted.substring(0, dot);
    Optional<AttributePath> path =
        schema
            .attribute(first)
            .map(a -> new AttributePath(schema, isExtension(schema), a, Optional.empty()));
    if (dot < 0) {
      return path;
    }
    String second = dotted.substring(dot + 1);
    return path.flatMap(p -> p.attribute().subAttribute(second).map(p::withSub));
  }

  /**
   * A text whose URN prefix is known.
   *
   * @param schema the schema that the prefix names
   * @param rest what follows the URN and its colon or dot, never empty
   */
  public record SchemaAndRest(Schema schema, String rest) {}
}
