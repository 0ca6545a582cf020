package dev.usher.scim.query;

import com.fasterxml.jackson.core.filter.TokenFilter;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.Set;
import java.util.stream.Collectors;

/** Drops from {@code schemas} the extensions of which an answer can have nothing. */
final class SchemaNames extends TokenFilter {
  private final Set<String> leftOut;

  private SchemaNames(Set<String> leftOut) {
    this.leftOut = leftOut;
  }

  static TokenFilter of(ResourceType type, Projection projection) {
    Set<String> leftOut =
        type.extensions().stream()
            .filter(extension -> !projection.includesAny(type, extension))
            .map(Schema::urn)
            .collect(Collectors.toUnmodifiableSet());
    return leftOut.isEmpty() ? INCLUDE_ALL : new SchemaNames(leftOut);
  }

  @Override
  public boolean includeString(String urn) {
    return !leftOut.contains(urn);
  }
}
