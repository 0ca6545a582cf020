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

  /** This schema with an alias. */
  Schema alsoNamed(String alias) {
    return new Schema(urn, name, description, attributes, List.of(alias));
  }

  /** The attribute of that name, compared without case. */
  public Optional<Attribute> attribute(String attributeName) {
    return Attribute.named(attributeName, attributes);
  }

  /** Whether the text is this schema's URN or one of its aliases, compared without case. */
  public boolean isNamed(String text) {
    boolean named = urn.equalsIgnoreCase(text);
    for (int i = 0; !named && i < aliases.size(); i++) {
      named = aliases.get(i).equalsIgnoreCase(text);
    }
    return named;
  }

  /**
   * How long the longest of its URNs is that the text begins with, compared without case and
   * followed by a colon and more, or by a dot and more: ConnId writes {@code URN.attribute}.
   *
   * @return -1 when it begins with none
   */
  int prefixOf(String text) {
    int longest = begins(text, urn) ? urn.length() : -1;
    for (String alias : aliases) {
      if (alias.length() > longest && begins(text, alias)) {
        longest = alias.length();
      }
    }
    return longest;
  }

  private static boolean begins(String text, String urn) {
    int end = urn.length();
    return text.length() > end + 1
        && (text.charAt(end) == ':' || text.charAt(end) == '.')
        && text.regionMatches(true, 0, urn, 0, end);
  }
}
