package dev.usher.store;

import java.lang.reflect.InvocationTargetException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.reflection.Reflector;
import org.apache.ibatis.reflection.invoker.Invoker;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.TypeHandler;

/** A parameter that a {@link RowsStatement} has for each row: the row, a value of it, or of all. */
final class RowsColumn {
  private static final Object[] NOTHING = {};

  private final String name;
  private final boolean ofRow;
  private final List<Invoker> way;
  private final Class<?> type;
  private final TypeHandler<Object> handler;
  private final JdbcType typeOfNull;

  private RowsColumn(
      Configuration configuration, String name, boolean ofRow, List<Invoker> way, Class<?> type) {
    this.name = name;
    this.ofRow = ofRow;
    this.way = List.copyOf(way);
    this.type = type;
    this.handler = handler(new ParameterMapping.Builder(configuration, name, type).build());
    this.typeOfNull = configuration.getJdbcTypeForNull();
  }

  @SuppressWarnings("unchecked") // found by the type of what it is given
  private static TypeHandler<Object> handler(ParameterMapping mapping) {
    return (TypeHandler<Object>) mapping.getTypeHandler();
  }

  /**
   * A value of each row.
   *
   * @param name of a property, or a path of properties with dots
   * @param sample a row; every other one is of its class, and so is what lies on the path
   */
  static RowsColumn ofRow(Configuration configuration, String name, Object sample) {
    List<Invoker> way = new ArrayList<>();
    Object holder = sample;
    Class<?> type = sample.getClass();
    for (String property : name.split("\\.")) {
      Reflector reflector =
          configuration
              .getReflectorFactory()
              .findForClass(holder == null ? type : holder.getClass());
      Invoker getter = reflector.getGetInvoker(property);
      way.add(getter);
      type = reflector.getGetterType(property);
      holder = holder == null ? null : get(getter, holder);
    }
    return new RowsColumn(configuration, "." + name, true, way, type);
  }

  /**
   * The row itself.
   *
   * @param sample a row; every other one is of its class
   */
  static RowsColumn row(Configuration configuration, Object sample) {
    return new RowsColumn(configuration, "", true, List.of(), sample.getClass());
  }

  /** A parameter of the statement, the same for each row. */
  static RowsColumn ofAll(Configuration configuration, String name) {
    return new RowsColumn(configuration, name, false, List.of(), Object.class);
  }

  /**
   * The parameter as MyBatis would find it.
   *
   * @param row what names the row
   */
  ParameterMapping mapping(Configuration configuration, String row) {
    return new ParameterMapping.Builder(configuration, ofRow ? row + name : name, type).build();
  }

  void bind(PreparedStatement statement, int mark, Object row, Map<?, ?> parameters)
      throws SQLException {
    Object value = ofRow ? row : parameters.get(name);
    for (int i = 0; i < way.size(); i++) {
      value = get(way.get(i), value);
    }
    handler.setParameter(statement, mark, value, value == null ? typeOfNull : null);
  }

  private static Object get(Invoker getter, Object holder) {
    try {
      return getter.invoke(holder, NOTHING);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a value of a row cannot be read", e);
    }
  }
}
