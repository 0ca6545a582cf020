package dev.usher.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import org.apache.ibatis.ognl.ObjectPropertyAccessor;
import org.apache.ibatis.ognl.OgnlContext;
import org.apache.ibatis.ognl.OgnlException;
import org.apache.ibatis.ognl.OgnlRuntime;

/**
 * Reads what records tell in dynamic statements: {@code ${query.where}}. MyBatis' OGNL keeps
 * getters in mind, and looks through all methods of a record, which has none, at each use.
 */
final class RecordProperties extends ObjectPropertyAccessor {
  private static final ClassValue<Map<String, MethodHandle>> PROPERTIES =
      new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> record) {
          return properties(record);
        }
      };

  /** Lets every statement of this process use it. */
  static void use() {
    OgnlRuntime.setPropertyAccessor(Record.class, new RecordProperties());
  }

  private static Map<String, MethodHandle> properties(Class<?> record) {
    Map<String, MethodHandle> properties = new HashMap<>();
    for (Method method : record.getDeclaredMethods()) {
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      if (isStatic || !Modifier.isPublic(method.getModifiers()) || method.getParameterCount() > 0) {
        continue;
      }
      try {
        method.setAccessible(true); // the record itself may be hidden
        properties.put(method.getName(), MethodHandles.lookup().unreflect(method));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("a record that cannot be read: " + record, e);
      }
    }
    return properties;
  }

  @Override
  public Object getProperty(OgnlContext context, Object target, Object name) throws OgnlException {
    MethodHandle property = PROPERTIES.get(target.getClass()).get(name);
    if (property == null) {
      return super.getProperty(context, target, name);
    }
    try {
      return property.invoke(target);
    } catch (Throwable e) {
      throw new OgnlException("a property that cannot be read: " + name, e);
    }
  }
}
