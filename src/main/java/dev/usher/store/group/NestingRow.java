package dev.usher.store.group;

import dev.usher.store.row.ResultRow;
import java.sql.SQLException;
import java.util.UUID;

/** A group that is a direct member of another one. */
public record NestingRow(UUID group, UUID child) {
  /** Reads the columns in the order of the components. */
  public static NestingRow read(ResultRow row) throws SQLException {
    return new NestingRow(row.uuid(), row.uuid());
  }
}
