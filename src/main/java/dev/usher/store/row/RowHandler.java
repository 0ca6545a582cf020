package dev.usher.store.row;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;

/**
 * Makes a whole row one value, by the places of its columns. MyBatis would look up each column by
 * its name, and what reads it, for each row anew: a fifth of the samples of a page.
 *
 * @param <T> what a row becomes
 */
public final class RowHandler<T> implements TypeHandler<T> {
  private final Reader<T> reader;

  /** Reads the columns of a row in the order of the statement. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultRow row) throws SQLException;
  }

  public RowHandler(Reader<T> reader) {
    this.reader = reader;
  }

  /**
   * @param first the first column's name, which MyBatis takes for the only one's
   */
  @Override
  public T getResult(ResultSet rows, String first) throws SQLException {
    return reader.read(new ResultRow(rows));
  }

  @Override
  public T getResult(ResultSet rows, int column) {
    throw new UnsupportedOperationException("a row is not a column");
  }

  @Override
  public T getResult(CallableStatement call, int column) {
    throw new UnsupportedOperationException("a row is not a column");
  }

  @Override
  public void setParameter(PreparedStatement statement, int i, T row, JdbcType type) {
    throw new UnsupportedOperationException("a row is not a parameter");
  }
}
