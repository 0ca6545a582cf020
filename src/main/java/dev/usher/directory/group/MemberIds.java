package dev.usher.directory.group;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.resource.ResourceIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads the ids of members as clients write them. */
final class MemberIds {
  private MemberIds() {}

  /** The ids among the texts. */
  static List<UUID> among(Collection<String> texts) {
    return texts.stream().flatMap(text -> ResourceIds.read(text).stream()).distinct().toList();
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
