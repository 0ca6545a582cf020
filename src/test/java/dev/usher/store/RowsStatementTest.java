package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.store.query.ListMapper;
import dev.usher.store.row.InstantTypeHandler;
import dev.usher.store.row.UuidTypeHandler;
import dev.usher.store.user.UserMapper;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.parsing.XPathParser;
import org.apache.ibatis.scripting.xmltags.XMLLanguageDriver;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.type.JdbcType;
import org.junit.jupiter.api.Test;

class RowsStatementTest {
  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final String INSERT =
      """
      INSERT INTO address (account_id, user_id, ordinal, value, since) VALUES
      <foreach collection="rows" item="row" separator=",">
        (#{account}, #{row.user}, #{row.child.ordinal}, #{row.child.value}, #{row.child.since})
      </foreach>
      """;

  private final Configuration configuration = configuration();

  record Row(UUID user, Address child) {}

  record Address(int ordinal, String value, Instant since) {}

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setJdbcTypeForNull(JdbcType.NULL);
    configuration.getTypeHandlerRegistry().register(UUID.class, new UuidTypeHandler());
    configuration.getTypeHandlerRegistry().register(Instant.class, new InstantTypeHandler());
    return configuration;
  }

  @Test
  void sendsWhatMyBatisWouldSend() throws SQLException {
    RowsStatement statement = (RowsStatement) of(INSERT).orElseThrow();

    for (int count : new int[] {1, 3, 50, 3, 51}) {
      Map<String, Object> parameters = Map.of("account", ACCOUNT, "rows", rows(count));
      BoundSql usual = usual(INSERT).getBoundSql(parameters);
      RowsStatement.Bound bound = (RowsStatement.Bound) statement.getBoundSql(parameters);

      assertThat(words(bound.getSql())).isEqualTo(words(usual.getSql()));
      assertThat(bound.getParameterMappings()).hasSize(5 * count);
      Map<Integer, String> sent = sent(bound::setParameters);
      assertThat(sent).isEqualTo(sentByMyBatis(usual, parameters)).hasSize(5 * count);
    }
  }

  @Test
  void aRowCanBeTheValueItself() throws SQLException {
    String script =
        """
        INSERT INTO member (account_id, user_id) VALUES
        <foreach collection="users" item="user" separator=",">
          (#{account}, #{user})
        </foreach>
        """;
    Map<String, Object> parameters =
        Map.of("account", ACCOUNT, "users", List.of(UUID.randomUUID(), UUID.randomUUID()));
    BoundSql usual = usual(script).getBoundSql(parameters);
    RowsStatement.Bound bound =
        (RowsStatement.Bound) of(script).orElseThrow().getBoundSql(parameters);

    assertThat(words(bound.getSql())).isEqualTo(words(usual.getSql()));
    assertThat(sent(bound::setParameters)).isEqualTo(sentByMyBatis(usual, parameters)).hasSize(4);
  }

  @Test
  void everyRowHasItsOwnValuesAndNulls() throws SQLException {
    UUID user = UUID.randomUUID();
    List<Row> rows =
        List.of(
            new Row(user, new Address(0, null, null)),
            new Row(user, new Address(1, "ada@example.org", Instant.EPOCH)));

    RowsStatement.Bound bound =
        (RowsStatement.Bound)
            of(INSERT).orElseThrow().getBoundSql(Map.of("account", ACCOUNT, "rows", rows));

    assertThat(sent(bound::setParameters).values())
        .containsExactly(
            "setString " + ACCOUNT,
            "setString " + user,
            "setInt 0",
            "setNull " + JdbcType.NULL.TYPE_CODE,
            "setNull " + JdbcType.NULL.TYPE_CODE,
            "setString " + ACCOUNT,
            "setString " + user,
            "setInt 1",
            "setString ada@example.org",
            "setObject 1970-01-01T00:00");
  }

  @Test
  void refusesNoRows() {
    SqlSource statement = of(INSERT).orElseThrow();

    assertThatThrownBy(() -> statement.getBoundSql(Map.of("account", ACCOUNT, "rows", List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesOtherScriptsToMyBatis() {
    assertThat(of("SELECT 1 FROM user WHERE id = #{id}")).isEmpty();
    assertThat(of(INSERT + " ON DUPLICATE KEY UPDATE value = #{value}")).isEmpty();
    assertThat(of(INSERT + INSERT)).isEmpty();
    assertThat(of(INSERT.replace("address ", "${table} "))).isEmpty();
    assertThat(of(INSERT.replace("#{row.user}", "${row.user}"))).isEmpty();
    assertThat(of(INSERT.replace("#{row.user}", "#{row.user,jdbcType=VARCHAR}"))).isEmpty();
    assertThat(of(INSERT.replace("#{row.user}", "<if test=\"true\">#{row.user}</if>"))).isEmpty();
    assertThat(of(INSERT.replace("separator", "open=\"(\" separator"))).isEmpty();
    assertThat(of(INSERT.replace("\"rows\"", "\"query.rows\""))).isEmpty();
  }

  @Test
  void insertsOfUsersAreSuchStatements() {
    Configuration mappers = configuration();
    mappers.setDefaultScriptingLanguage(RememberedStatements.class);
    mappers.addMapper(ListMapper.class);
    mappers.addMapper(UserMapper.class);

    for (String id : List.of("insert", "insertEmails", "insertRoles", "insertLicenses")) {
      MappedStatement statement =
          mappers.getMappedStatement("dev.usher.store.user.UserMapper." + id);
      assertThat(statement.getSqlSource()).as(id).isInstanceOf(RowsStatement.class);
    }
  }

  private static List<Row> rows(int count) {
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      String value = i % 3 == 1 ? null : i + "@example.org";
      Instant since = i % 2 == 1 ? null : Instant.ofEpochSecond(i);
      rows[i] = new Row(UUID.randomUUID(), new Address(i, value, since));
    }
    return Arrays.asList(rows);
  }

  private Optional<SqlSource> of(String script) {
    return RowsStatement.of(configuration, node(script));
  }

  private SqlSource usual(String script) {
    return new XMLLanguageDriver().createSqlSource(configuration, node(script), null);
  }

  private static XNode node(String script) {
    return new XPathParser("<insert>" + script + "</insert>", false, null, null)
        .evalNode("/insert");
  }

  private static String words(String sql) {
    return sql.replaceAll("\\s+", "");
  }

  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** What a statement is given: setter and value by mark. */
  private static Map<Integer, String> sent(Binding binding) throws SQLException {
    Map<Integer, String> sent = new TreeMap<>();
    binding.to(
        (PreparedStatement)
            Proxy.newProxyInstance(
                RowsStatementTest.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) ->
                    sent.put((Integer) arguments[0], method.getName() + " " + arguments[1]) == null
                        ? null
                        : fail(arguments[0])));
    return sent;
  }

  private static Object fail(Object mark) {
    throw new AssertionError("mark " + mark + " is given twice");
  }

  private Map<Integer, String> sentByMyBatis(BoundSql bound, Map<String, Object> parameters)
      throws SQLException {
    MappedStatement statement =
        new MappedStatement.Builder(
                configuration, "insert", ignored -> bound, SqlCommandType.INSERT)
            .build();
    return sent(
        new XMLLanguageDriver().createParameterHandler(statement, parameters, bound)
            ::setParameters);
  }
}
