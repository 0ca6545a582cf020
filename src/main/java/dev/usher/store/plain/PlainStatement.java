package dev.usher.store.plain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.reflection.MetaObject;
import org.apache.ibatis.session.Configuration;

/**
 * A statement of a mapper as text, with the names of its parameters in the order of their marks and
 * the values they have unless others are given. Immutable.
 */
public final class PlainStatement {
  private final String sql;
  private final String[] names;
  private final Object[] values;

  private PlainStatement(String sql, String[] names, Object[] values) {
    this.sql = sql;
    this.names = names;
    this.values = values;
  }

  /**
   * The statement that a mapper would run for these parameters.
   *
   * @param mapper its interface
   * @param id the method
   * @param parameters by the names of the method's parameters
   */
  static PlainStatement of(
      Configuration mappers, Class<?> mapper, String id, Map<String, ?> parameters) {
    BoundSql bound =
        mappers.getMappedStatement(mapper.getName() + "." + id).getBoundSql(parameters);
    MetaObject given = mappers.newMetaObject(parameters);
    List<ParameterMapping> marks = bound.getParameterMappings();
    String[] names = marks.stream().map(ParameterMapping::getProperty).toArray(String[]::new);
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] =
          bound.hasAdditionalParameter(names[i])
              ? bound.getAdditionalParameter(names[i])
              : given.getValue(names[i]);
    }
    return new PlainStatement(bound.getSql(), names, values);
  }

  /** The same statement in which every value that equals a sample is a parameter of that name. */
  public PlainStatement naming(Object sample, String name) {
    String[] renamed = names.clone();
    for (int i = 0; i < renamed.length; i++) {
      if (sample.equals(values[i])) {
        renamed[i] = name;
      }
    }
    return new PlainStatement(sql, renamed, values);
  }

  /**
   * @param given values by name, where they differ
   */
  PreparedStatement prepare(Connection connection, Map<String, ?> given) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < names.length; i++) {
      Object value = given.get(names[i]);
      bind(statement, i + 1, value == null ? values[i] : value);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int mark, Object value)
      throws SQLException {
    if (value instanceof UUID || value instanceof String) {
      statement.setString(mark, value.toString());
    } else if (value instanceof Instant time) {
      statement.setObject(mark, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    } else {
      statement.setObject(mark, value);
    }
  }
}
