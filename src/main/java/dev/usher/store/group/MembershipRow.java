package dev.usher.store.group;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A user who is itself a member of a group.
 *
 * @param projectRoles what the group grants, a JSON array of {@code {project, role}}; null for
 *     nothing
 * @param nested whether the group is itself in a group
 */
public record MembershipRow(
    UUID userId, UUID groupId, String displayName, String projectRoles, boolean nested) {
  /** Reads the columns in the order of the components. */
  public static MembershipRow read(ResultRow row) throws SQLException {
    return new MembershipRow(row.uuid(), row.uuid(), row.text(), row.text(), row.flag());
  }
}
