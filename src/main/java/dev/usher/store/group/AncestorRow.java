package dev.usher.store.group;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A group that another one is a direct member of.
 *
 * @param child the id of the member
 * @param displayName of the group
 * @param projectRoles what the group grants, a JSON array of {@code {project, role}}; null for
 *     nothing
 */
public record AncestorRow(UUID child, UUID group, String displayName, String projectRoles) {
  /** Reads the columns in the order of the components. */
  public static AncestorRow read(ResultRow row) throws SQLException {
    return new AncestorRow(row.uuid(), row.uuid(), row.text(), row.text());
  }
}
