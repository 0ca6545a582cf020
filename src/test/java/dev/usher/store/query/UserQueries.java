package dev.usher.store.query;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.DatabaseSettings;
import dev.usher.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Asks compiled queries through MyBatis, as the service does. */
final class UserQueries implements AutoCloseable {
  static final QueryCompiler COMPILER = new QueryCompiler(UserAttributes.table(Person.ENDPOINT));

  private final SqlSession session;
  private final UUID account;

  UserQueries(UUID account) {
    DatabaseSettings settings = TestDatabase.settings();
    DataSource database =
        new UnpooledDataSource(
            "org.mariadb.jdbc.Driver", settings.url(), settings.user(), settings.password());
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), database));
    configuration.addMapper(Statements.class);
    this.session = new SqlSessionFactoryBuilder().build(configuration).openSession(true);
    this.account = account;
  }

  /** The statements, in the form that {@link QuerySql} proposes. */
  interface Statements {
    @Select(
        "SELECT u.id FROM user u WHERE u.account_id = #{query.account} AND ${query.where}"
            + " ORDER BY ${query.orderBy}")
    List<String> ids(@Param("query") QuerySql query);

    @Select(
        "EXPLAIN SELECT u.id FROM user u WHERE u.account_id = #{query.account} AND ${query.where}"
            + " ORDER BY ${query.orderBy} LIMIT 100")
    List<Map<String, Object>> explain(@Param("query") QuerySql query);
  }

  static AttributePath path(String text) {
    return ResourceTypes.USER.find(text).orElseThrow();
  }

  List<UUID> filtered(Predicate predicate) {
    return ids(COMPILER.compile(account, Optional.of(predicate), Optional.empty(), false));
  }

  List<UUID> sorted(String attribute, boolean descending) {
    return ids(
        COMPILER.compile(account, Optional.empty(), Optional.of(path(attribute)), descending));
  }

  List<UUID> ids(QuerySql query) {
    session.clearCache();
    return session.getMapper(Statements.class).ids(query).stream().map(UUID::fromString).toList();
  }

  List<Map<String, Object>> explain(QuerySql query) {
    session.clearCache();
    return session.getMapper(Statements.class).explain(query);
  }

  @Override
  public void close() {
    session.close();
  }
}
