package dev.usher.directory.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.column.JsonColumn;
import java.util.Optional;

/**
 * An account role as it was assigned, in the catalogue or not.
 *
 * @param value the role's key as sent; empty when the element had none
 * @param display as sent; empty reads as the catalogue's unless {@code asSent}
 * @param type as sent; empty reads as {@code account} for a role of the catalogue unless {@code
 *     asSent}
 * @param primary as sent; empty when nothing was said
 * @param asSent whether a client wrote the element, so that it reads as it is here; otherwise it
 *     was made from {@code accountRole}, or stored by a version that did not tell the two apart
 */
public record AssignedRole(
    Optional<String> value,
    Optional<String> display,
    Optional<String> type,
    Optional<Boolean> primary,
    boolean asSent) {

  /** The roles of a user, in its own row. */
  public static final JsonColumn<AssignedRole> COLUMN =
      new JsonColumn<>(AssignedRole::read, AssignedRole::write);

  private static AssignedRole read(JsonNode each) {
    JsonNode primary = each.path("primary");
    return new AssignedRole(
        JsonColumn.text(each, "value"),
        JsonColumn.text(each, "display"),
        JsonColumn.text(each, "type"),
        primary.isMissingNode() || primary.isNull()
            ? Optional.empty()
            : Optional.of(primary.asBoolean()),
        each.path("asSent").asBoolean(false));
  }

  private static void write(AssignedRole role, ObjectNode each) {
    role.value.ifPresent(value -> each.put("value", value));
    role.display.ifPresent(display -> each.put("display", display));
    role.type.ifPresent(type -> each.put("type", type));
    role.primary.ifPresent(primary -> each.put("primary", primary));
    if (role.asSent) {
      each.put("asSent", true);
    }
  }
}
