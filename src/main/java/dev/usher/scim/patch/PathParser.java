package dev.usher.scim.patch;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.error.ShortText;
import dev.usher.scim.filter.FilterParser;
import dev.usher.scim.filter.PredicateBinder;
import dev.usher.scim.resource.ValueReader;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the {@code path} of an operation (RFC 7644 §3.5.2, figure 7): {@code attr}, {@code
 * attr.sub}, {@code attr[filter]} and {@code attr[filter].sub}, each with or without a URN before
 * it, or the bare URN of an extension. A bare name is looked up in the core schema first, then in
 * the extensions in order.
 */
final class PathParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z$_][A-Za-z0-9$_-]*");
  private static final Pattern DOTTED = Pattern.compile(NAME + "(\\." + NAME + ")?");
  private static final Pattern URN = Pattern.compile("(?i)urn:[^\\s\\[\\]\"]+");

  private final ResourceType type;
  private final boolean strict;

  PathParser(ResourceType type, boolean strict) {
    this.type = type;
    this.strict = strict;
  }

  /**
   * What the path names.
   *
   * @param implicit whether it was a name in a value: there, what is not even a name is unknown
   * @return empty when no schema knows the attribute and the account is lenient
   * @throws ScimException 400 {@code invalidPath} when the path is malformed, or unknown and the
   *     account is strict; {@code invalidFilter} when the filter in it is
   */
  Optional<Target> parse(String text, boolean implicit) {
    String path = text.trim();
    Parts parts = split(path);
    Optional<Schema> schema = type.schema(parts.head());
    if (schema.isPresent()) {
      if (parts.filter().isPresent()) {
        throw malformed(path);
      }
      return schema.filter(type::isExtension).map(Target.Block::new);
    }
    if (!wellFormed(parts) && !(implicit && parts.filter().isEmpty())) {
      throw malformed(path);
    }
    Optional<AttributePath> found = type.find(parts.head());
    Optional<Target> target =
        parts.filter().isEmpty()
            ? found.map(f -> new Target.Attributes(f, Optional.empty()))
            : found.flatMap(f -> valuePath(path, f, parts));
    if (target.isEmpty() && strict) {
      throw ValueReader.unknown(path);
    }
    return target;
  }

  private Optional<Target> valuePath(String text, AttributePath path, Parts parts) {
    Attribute attribute = path.attribute();
    if (path.subAttribute().isPresent() || !(attribute.complex() || attribute.multiValued())) {
      throw malformed(text);
    }
    Optional<AttributePath> leaf =
        parts.sub().isEmpty()
            ? Optional.of(path)
            : attribute.subAttribute(parts.sub().get()).map(path::withSub);
    var condition =
        PredicateBinder.bindElement(FilterParser.parse(parts.filter().get(), !strict), path);
    return leaf.map(l -> new Target.Attributes(l, Optional.of(condition)));
  }

  private boolean wellFormed(Parts parts) {
    if (parts.sub().filter(s -> !NAME.matcher(s).matches()).isPresent()) {
      return false;
    }
    Optional<String> names = type.split(parts.head()).map(ResourceType.SchemaAndRest::rest);
    boolean unknownUrn = names.isEmpty() && parts.head().regionMatches(true, 0, "urn:", 0, 4);
    return unknownUrn
        ? URN.matcher(parts.head()).matches()
        : DOTTED.matcher(names.orElse(parts.head())).matches();
  }

  private static Parts split(String path) {
    int open = path.indexOf('[');
    if (open < 0) {
      return new Parts(path, Optional.empty(), Optional.empty());
    }
    int close = closing(path, open);
    String rest = path.substring(close + 1);
    if (open == 0 || !(rest.isEmpty() || rest.startsWith("."))) {
      throw malformed(path);
    }
    return new Parts(
        path.substring(0, open).trim(),
        Optional.of(path.substring(open + 1, close)),
        rest.isEmpty() ? Optional.empty() : Optional.of(rest.substring(1)));
  }

  /** The bracket that closes the first one; those within quotes are text. */
  private static int closing(String path, int open) {
    boolean quoted = false;
    for (int i = open + 1; i < path.length(); i++) {
      char c = path.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        return i;
      }
    }
    throw malformed(path);
  }

  private static ScimException malformed(String path) {
    return ScimException.invalidPath("The path “" + ShortText.cut(path, 200) + "” is malformed.");
  }

  private record Parts(String head, Optional<String> filter, Optional<String> sub) {}
}
