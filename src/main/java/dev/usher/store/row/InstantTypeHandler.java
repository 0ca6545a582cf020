package dev.usher.store.row;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;

/**
 * {@link Instant} in {@code DATETIME(3)} columns, which hold UTC. Through LocalDateTime, because
 * the driver moves that through no time zone. What is finer than a millisecond is cut off.
 */
public final class InstantTypeHandler extends BaseTypeHandler<Instant> {

  @Override
  public void setNonNullParameter(PreparedStatement statement, int i, Instant time, JdbcType type)
      throws SQLException {
    statement.setObject(
        i, LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC));
  }

  @Override
  public Instant getNullableResult(ResultSet rows, String column) throws SQLException {
    return instant(rows.getObject(column, LocalDateTime.class));
  }

  @Override
  public Instant getNullableResult(ResultSet rows, int column) throws SQLException {
    return instant(rows.getObject(column, LocalDateTime.class));
  }

  @Override
  public Instant getNullableResult(CallableStatement call, int column) throws SQLException {
    return instant(call.getObject(column, LocalDateTime.class));
  }

  static Instant instant(LocalDateTime time) {
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
