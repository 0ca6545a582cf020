package dev.usher.directory.group;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the ids of members as clients write them. */
final class MemberIds {
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private MemberIds() {}

  /** The id in a text; empty when it is not written as Usher writes ids, in either case. */
  static Optional<UUID> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return CANONICAL.matcher(lower).matches()
        ? Optional.of(UUID.fromString(lower))
        : Optional.empty();
  }

  /** The ids among the texts. */
  static List<UUID> among(Collection<String> texts) {
    return texts.stream().flatMap(text -> parse(text).stream()).distinct().toList();
  }

  /** The values of a canonical {@code members}; empty for an absent or cleared one. */
  static List<String> of(JsonNode members) {
    List<String> values = new ArrayList<>();
    for (JsonNode member : members) {
      JsonNode value = member.path("value");
      if (value.isTextual()) {
        values.add(value.textValue());
      }
    }
    return values;
  }
}
