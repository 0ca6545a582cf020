package dev.usher.store.row;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;

/** {@link UUID} in MariaDB's {@code UUID} columns, which read and write its usual text. */
public final class UuidTypeHandler extends BaseTypeHandler<UUID> {

  @Override
  public void setNonNullParameter(PreparedStatement statement, int i, UUID id, JdbcType type)
      throws SQLException {
    statement.setString(i, id.toString());
  }

  @Override
  public UUID getNullableResult(ResultSet rows, String column) throws SQLException {
    return parse(rows.getString(column));
  }

  @Override
  public UUID getNullableResult(ResultSet rows, int column) throws SQLException {
    return parse(rows.getString(column));
  }

  @Override
  public UUID getNullableResult(CallableStatement call, int column) throws SQLException {
    return parse(call.getString(column));
  }

  static UUID parse(String text) {
    return text == null ? null : UUID.fromString(text);
  }
}
