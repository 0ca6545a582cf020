package dev.usher.scim.query;

import com.fasterxml.jackson.core.filter.TokenFilter;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Drops the members of a JSON object that a projection leaves out. Arrays are passed through
 * element by element; what has nothing left is not written.
 */
final class ProjectionFilter extends TokenFilter {
  private final Map<String, Optional<TokenFilter>> members =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final boolean keepsUnknown;
  private final boolean isResource;

  private ProjectionFilter(boolean keepsUnknown, boolean isResource) {
    this.keepsUnknown = keepsUnknown;
    this.isResource = isResource;
  }

  /**
   * The filter for resources of a type.
   *
   * @param keepsUnknown whether members that no schema has are passed
   */
  static TokenFilter of(ResourceType type, Projection projection, boolean keepsUnknown) {
    ProjectionFilter resource = new ProjectionFilter(keepsUnknown, true);
    resource.addAttributes(type, type.core(), projection);
    for (Schema extension : type.extensions()) {
      ProjectionFilter block = new ProjectionFilter(keepsUnknown, false);
      block.addAttributes(type, extension, projection);
      resource.members.put(extension.urn(), Optional.of(block));
    }
    resource.members.put("schemas", Optional.of(SchemaNames.of(type, projection)));
    return resource;
  }

  private void addAttributes(ResourceType type, Schema schema, Projection projection) {
    for (Attribute attribute : schema.attributes()) {
      AttributePath path =
          new AttributePath(schema, type.isExtension(schema), attribute, Optional.empty());
      members.put(attribute.name(), of(path, projection));
    }
  }

  private Optional<TokenFilter> of(AttributePath path, Projection projection) {
    if (!projection.includes(path)) {
      return Optional.empty();
    }
    if (path.attribute().subAttributes().stream()
        .allMatch(sub -> projection.includes(path.withSub(sub)))) {
      return Optional.of(INCLUDE_ALL);
    }
    ProjectionFilter element = new ProjectionFilter(keepsUnknown, false);
    for (Attribute sub : path.attribute().subAttributes()) {
      boolean included = projection.includes(path.withSub(sub));
      element.members.put(sub.name(), included ? Optional.of(INCLUDE_ALL) : Optional.empty());
    }
    return Optional.of(element);
  }

  /** {@inheritDoc} */
  @Override
  public TokenFilter includeProperty(String name) {
    Optional<TokenFilter> known = members.get(name);
    if (known == null) {
      return keepsUnknown ? INCLUDE_ALL : null;
    }
    return known.orElse(null);
  }

  /** A resource stays one, also with nothing in it: a list counts it. */
  @Override
  public boolean includeEmptyObject(boolean contentsFiltered) {
    return isResource;
  }

  /** Complex attributes and resources are objects; anything else in their place is left out. */
  @Override
  protected boolean _includeScalar() {
    return false;
  }
}
