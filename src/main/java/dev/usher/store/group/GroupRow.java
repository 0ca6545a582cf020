package dev.usher.store.group;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A group as read in one statement, without its members. A component is null where the column may
 * be.
 *
 * @param projectRoles a JSON array of {@code {project, role}}, or null for none
 */
public record GroupRow(
    UUID id,
    String displayName,
    String externalId,
    long version,
    Instant createdAt,
    Instant lastModified,
    String projectRoles) {
  /** Reads the columns in the order of the components. */
  public static GroupRow read(ResultRow row) throws SQLException {
    return new GroupRow(
        row.uuid(), row.text(), row.text(), row.number(), row.instant(), row.instant(), row.text());
  }
}
