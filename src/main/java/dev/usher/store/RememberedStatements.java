package dev.usher.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
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
  /**
   * In bytes, of all statements together. A filter of a new shape makes a new text, so clients
   * decide how many there are.
   */
  static final long MOST_BYTES = 16 * 1024 * 1024;

  /** In characters. A longer text is parsed at each call: few clients send one twice. */
  static final int LONGEST_TEXT = 16 * 1024;

  /**
   * In characters. The server keeps some 190 bytes for each character of a statement that it has
   * prepared, for as long as the connection has it at hand: 57 MB for the 100 statements of one
   * connection. A lookup of a user has 2,100 characters beside its condition, and is the statement
   * that is sent most.
   */
  static final int LONGEST_PREPARED = 3_000;

  /**
   * What the driver looks for at the beginning of a statement that the server is to run at once.
   */
  private static final String NOT_PREPARED = "/*client prepare*/ ";

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

  /** What a character of a text and its share of the parameters take, as measured. */
  private static final int BYTES_PER_CHARACTER = 4;

  private static final int BYTES_PER_TEXT = 500;

  private final Cache<Key, SqlSource> parsed =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, SqlSource source) -> key.weight())
          .expireAfterAccess(FORGOTTEN_AFTER)
          .build();

  /**
   * A text of a statement.
   *
   * @param script the statement's
   */
  private record Key(SqlNode script, String text) {
    int weight() {
      return BYTES_PER_TEXT + BYTES_PER_CHARACTER * text.length();
    }
  }

  /** What the remembered texts weigh, in bytes. */
  long weight() {
    parsed.cleanUp();
    return parsed.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

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

  private final class Script extends XMLScriptBuilder {
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
  private final class Remembering implements SqlSource {
    private final Configuration configuration;
    private final SqlNode script;

    Remembering(Configuration configuration, SqlNode script) {
      this.configuration = configuration;
      this.script = script;
    }

    @Override
    public BoundSql getBoundSql(Object parameters) {
      DynamicContext context = new DynamicContext(configuration, parameters);
      script.apply(context);
      String text = context.getSql();
      BoundSql bound =
          source(text.length() > LONGEST_PREPARED ? unprepared(text) : text, parameters, context)
              .getBoundSql(parameters);
      context.getBindings().forEach(bound::setAdditionalParameter);
      return bound;
    }

    private static String unprepared(String text) {
      return text.startsWith(NOT_PREPARED.strip()) ? text : NOT_PREPARED + text;
    }

    private SqlSource source(String text, Object parameters, DynamicContext context) {
      if (text.length() > LONGEST_TEXT) {
        return parse(text, parameters, context);
      }
      Key key = new Key(script, text);
      SqlSource known = parsed.getIfPresent(key);
      if (known == null) {
        known = parse(text, parameters, context);
        parsed.put(key, known);
      }
      return known;
    }

    private SqlSource parse(String text, Object parameters, DynamicContext context) {
      Class<?> type = parameters == null ? Object.class : parameters.getClass();
      return new SqlSourceBuilder(configuration).parse(text, type, context.getBindings());
    }
  }
}
