package dev.usher.scim.patch.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An operation as a PATCH message has it, before its path and value mean anything.
 *
 * @param kind what {@code op} says
 * @param path empty when the operation has none
 * @param value empty when the operation has none, which is not the same as JSON null
 * @param implicit whether the path was a key of a path-less value: what the client cannot write is
 *     then passed over instead of refused
 */
public record RawOperation(
    Kind kind, Optional<String> path, Optional<JsonNode> value, boolean implicit) {

  /** The values of {@code op} (RFC 7644 §3.5.2). */
  public enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  /** This operation without a path. */
  RawOperation withoutPath() {
    return new RawOperation(kind, Optional.empty(), value, implicit);
  }

  /** The part of this operation that is about one key of its value. */
  RawOperation part(String partPath, JsonNode partValue) {
    return new RawOperation(kind, Optional.of(partPath), Optional.of(partValue), true);
  }
}
