package dev.usher.store.group;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The direct members of a group that has few. A component is null when there are none of its kind.
 *
 * @param users a JSON array of {@code [id, displayName]} in the order of the ids; the displayName
 *     may be null
 * @param groups the same of the groups in it
 */
public record FewMembersRow(UUID group, String users, String groups) {
  /** Reads the columns in the order of the components. */
  public static FewMembersRow read(ResultRow row) throws SQLException {
    return new FewMembersRow(row.uuid(), row.text(), row.text());
  }
}
