package dev.usher.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.ibatis.builder.SqlSourceBuilder;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.scripting.xmltags.DynamicContext;
import org.apache.ibatis.scripting.xmltags.DynamicSqlSource;
import org.apache.ibatis.scripting.xmltags.SqlNode;
import org.apache.ibatis.scripting.xmltags.XMLLanguageDriver;
import org.apache.ibatis.scripting.xmltags.XMLScriptBuilder;
import org.apache.ibatis.session.Configuration;

/**
 * The language of the mappers, as MyBatis has it, but that the parameters in a dynamic statement's
 * text are found once for each text: MyBatis looks for them at every call. The types of parameters
 * belong to the statement, not to the call. Inserts of many rows are {@link RowsStatement}s.
 */
public final class RememberedStatements extends XMLLanguageDriver {
  /** Of one statement; a filter of a shape that nobody has sent before makes a new one. */
  private static final int MOST_TEXTS = 200;

  @Override
  public SqlSource createSqlSource(
      Configuration configuration, XNode script, Class<?> parameterType) {
    return RowsStatement.of(configuration, script)
        .orElseGet(() -> new Script(configuration, script, parameterType).source());
  }

  @Override
  public ParameterHandler createParameterHandler(
      MappedStatement statement, Object parameters, BoundSql bound) {
    return bound instanceof RowsStatement.Bound rows
        ? rows
        : super.createParameterHandler(statement, parameters, bound);
  }

  private static final class Script extends XMLScriptBuilder {
    private final XNode script;

    Script(Configuration configuration, XNode script, Class<?> parameterType) {
      super(configuration, script, parameterType);
      this.script = script;
    }

    SqlSource source() {
      SqlSource usual = parseScriptNode();
      return usual instanceof DynamicSqlSource
          ? new Remembering(configuration, parseDynamicTags(script))
          : usual;
    }
  }

  /** {@link DynamicSqlSource} with a memory. */
  private static final class Remembering implements SqlSource {
    private final Configuration configuration;
    private final SqlNode script;
    private final Cache<String, SqlSource> parsed =
        Caffeine.newBuilder().maximumSize(MOST_TEXTS).build();

    Remembering(Configuration configuration, SqlNode script) {
      this.configuration = configuration;
      this.script = script;
    }

    @Override
    public BoundSql getBoundSql(Object parameters) {
      DynamicContext context = new DynamicContext(configuration, parameters);
      script.apply(context);
      BoundSql bound =
          parsed
              .get(context.getSql(), text -> parse(text, parameters, context))
              .getBoundSql(parameters);
      context.getBindings().forEach(bound::setAdditionalParameter);
      return bound;
    }

    private SqlSource parse(String text, Object parameters, DynamicContext context) {
      Class<?> type = parameters == null ? Object.class : parameters.getClass();
      return new SqlSourceBuilder(configuration).parse(text, type, context.getBindings());
    }
  }
}
