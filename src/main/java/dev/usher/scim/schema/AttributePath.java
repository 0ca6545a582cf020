package dev.usher.scim.schema;

import java.util.Optional;

/**
 * An attribute of a resource type, or a sub-attribute of one, after its text has been resolved
 * against the schemas (RFC 7644 §3.10).
 *
 * @param schema the schema that defines the attribute
 * @param extension whether that schema is an extension, so that the attribute lives in its block
 * @param attribute the attribute
 * @param subAttribute the sub-attribute, when the path names one
 */
public record AttributePath(
    Schema schema, boolean extension, Attribute attribute, Optional<Attribute> subAttribute) {

  /** The definition that a value at this path has. */
  public Attribute leaf() {
    return subAttribute.orElse(attribute);
  }

  /** This path with that sub-attribute of its attribute. */
  public AttributePath withSub(Attribute sub) {
    return new AttributePath(schema, extension, attribute, Optional.of(sub));
  }

  /** This path without its sub-attribute. */
  public AttributePath parent() {
    return new AttributePath(schema, extension, attribute, Optional.empty());
  }

  /** By the names alone: a schema's own hash takes in all its attributes. */
  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /**
   * The canonical text: {@code emails.value} for the core schema, {@code URN:manager.value} for an
   * extension. Equal paths have equal texts, so it can be used as a key.
   */
  @Override
  public String toString() {
    String name = extension ? schema.urn() + ":" + attribute.name() : attribute.name();
    return subAttribute.map(sub -> name + "." + sub.name()).orElse(name);
  }
}
