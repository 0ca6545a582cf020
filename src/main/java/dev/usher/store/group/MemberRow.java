package dev.usher.store.group;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A direct member of a group.
 *
 * @param id of the user or group
 * @param kind {@code User} or {@code Group}
 * @param displayName of the member today; null when it has none
 */
public record MemberRow(UUID id, String kind, String displayName) {
  /** Reads the columns in the order of the components. */
  public static MemberRow read(ResultRow row) throws SQLException {
    return new MemberRow(row.uuid(), row.text(), row.text());
  }
}
