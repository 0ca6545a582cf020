package dev.usher.directory.catalogue;

import dev.usher.directory.Names;
import dev.usher.directory.Refusal;
import dev.usher.directory.catalogue.YamlNode.Mapping;
import dev.usher.directory.catalogue.YamlNode.Scalar;
import dev.usher.directory.catalogue.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A mapping of the catalogue file, read with the file's rules. Every refusal names the file and the
 * line.
 */
final class YamlEntry {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Set<String> RESERVED = Set.of("none", "all");
  private static final String UNLIMITED = "unlimited";

  private final String source;
  private final Mapping mapping;

  private YamlEntry(String source, Mapping mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  /**
   * The node as a mapping that has no other keys than those.
   *
   * @throws Refusal when it is none or has others
   */
  static YamlEntry of(String source, YamlNode node, List<String> keys) {
    if (!(node instanceof Mapping mapping)) {
      throw new Refusal(
          "%s line %d: expected %s".formatted(source, node.line(), String.join(", ", keys)));
    }
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!keys.contains(key)) {
                throw new Refusal(
                    "%s line %d: unknown key '%s'; known here are %s"
                        .formatted(source, entry.keyLine(), key, String.join(", ", keys)));
              }
            });
    return new YamlEntry(source, mapping);
  }

  /** A refusal of this entry. */
  Refusal refusal(String message, Object... arguments) {
    return refusal(mapping.line(), message, arguments);
  }

  private Refusal refusal(int line, String message, Object... arguments) {
    return new Refusal("%s line %d: %s".formatted(source, line, message.formatted(arguments)));
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** The {@code id}. */
  String id() {
    String id = text("id");
    int line = mapping.entries().get("id").value().line();
    if (!ID.matcher(id).matches()) {
      throw refusal(line, "id '%s' is not 1 to 64 letters, digits, '.', '_' or '-' of ASCII", id);
    }
    if (RESERVED.contains(CatalogueFile.key(id))) {
      throw refusal(line, "the id '%s' is reserved", id);
    }
    return id;
  }

  /** The {@code displayName}. */
  String displayName() {
    String name = text("displayName");
    try {
      return Names.normalised("displayName", name);
    } catch (Refusal unusable) {
      throw refusal(mapping.entries().get("displayName").value().line(), unusable.getMessage());
    }
  }

  /** A text that must be there. */
  String text(String key) {
    return optionalText(key).orElseThrow(() -> refusal("%s is missing", key));
  }

  /** A text that may be missing, but not be null. */
  Optional<String> optionalText(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    YamlNode value = mapping.entries().get(key).value();
    if (value instanceof Scalar scalar && scalar.text().isPresent()) {
      return scalar.text();
    }
    throw refusal(value.line(), "%s has no value", key);
  }

  /** A boolean; false when it is missing. */
  boolean flag(String key) {
    String text = optionalText(key).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal("%s is '%s', not true or false", key, text);
    };
  }

  /** The {@code seats}; empty when missing or {@code unlimited}. */
  OptionalInt seats() {
    Optional<String> text = optionalText("seats").filter(each -> !each.equals(UNLIMITED));
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int seats = Integer.parseInt(text.get());
      if (seats >= 0) {
        return OptionalInt.of(seats);
      }
    } catch (NumberFormatException notANumber) {
      throw refusal("seats '%s' is neither a whole number nor %s", text.get(), UNLIMITED);
    }
    throw refusal("seats %s is below 0", text.get());
  }

  /** The entries of a list; none when it is missing or null. */
  List<YamlEntry> list(String key, List<String> keys) {
    if (!has(key)) {
      return List.of();
    }
    YamlNode value = mapping.entries().get(key).value();
    if (value instanceof Sequence sequence) {
      return sequence.items().stream().map(item -> of(source, item, keys)).toList();
    }
    if (value instanceof Scalar scalar && scalar.text().isEmpty()) {
      return List.of();
    }
    throw refusal(value.line(), "%s is not a list", key);
  }
}
