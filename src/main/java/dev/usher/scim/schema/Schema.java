package dev.usher.scim.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A schema: a named set of attribute definitions (RFC 7643 §7).
 *
 * @param urn the schema's id
 * @param name for people
 * @param description one sentence for people
 * @param attributes in the order in which answers present them
 * @param aliases other URNs that clients use for it, compared without case; never echoed
 */
public record Schema(
    String urn, String name, String description, List<Attribute> attributes, List<String> aliases) {

  public Schema {
    attributes = List.copyOf(attributes);
    aliases = List.copyOf(aliases);
  }

  /** A schema from unfinished attribute definitions. */
  public static Schema of(
      String urn, String name, String description, List<String> aliases, Attribute.Builder... as) {
    List<Attribute> built =
        Arrays.stream(as).map(Attribute.Builder::build).collect(Collectors.toList());
    return new Schema(urn, name, description, built, aliases);
  }

  /** The attribute of that name, compared without case. */
  public Optional<Attribute> attribute(String attributeName) {
    return attributes.stream().filter(a -> a.name().equalsIgnoreCase(attributeName)).findFirst();
  }

  /** Whether the text is this schema's URN or one of its aliases, compared without case. */
  public boolean isNamed(String text) {
    return urn.equalsIgnoreCase(text) || aliases.stream().anyMatch(a -> a.equalsIgnoreCase(text));
  }
}
