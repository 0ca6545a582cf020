package dev.usher.store.row;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * A row whose columns are read once, from the left to the right. Each method takes the next one; it
 * returns null for NULL where it returns an object.
 */
public final class ResultRow {
  private final ResultSet result;
  private int column;

  ResultRow(ResultSet result) {
    this.result = result;
  }

  /** A {@code UUID} column. */
  public UUID uuid() throws SQLException {
    return UuidTypeHandler.parse(text());
  }

  public String text() throws SQLException {
    return result.getString(++column);
  }

  /** A number; 0 for NULL. */
  public long number() throws SQLException {
    return result.getLong(++column);
  }

  /** A condition; false for NULL. */
  public boolean flag() throws SQLException {
    return result.getBoolean(++column);
  }

  /** A {@code DATE} column. */
  public LocalDate date() throws SQLException {
    return result.getObject(++column, LocalDate.class);
  }

  /** A {@code DATETIME} column, which holds UTC. */
  public Instant instant() throws SQLException {
    return InstantTypeHandler.instant(result.getObject(++column, LocalDateTime.class));
  }
}
