package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.Mappers;
import dev.usher.store.Transactions;
import dev.usher.store.user.UserMapper;
import dev.usher.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /** With a limit above any that an operator can choose: the database answers what is priced so. */
  static final QueryCompiler COMPILER =
      new QueryCompiler(UserAttributes.table(Person.ENDPOINT), 10_000, Clock.systemUTC());

  /** The statements of the service itself. */
  private static final Transactions STATEMENTS =
      TestDatabase.shared().transactions(Mappers.of(List.of(UserMapper.class)));

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
        "SELECT u.id FROM user u WHERE u.account_id = #{query.account} AND ${query.where}"
            + " ORDER BY ${query.orderBy} LIMIT #{limit} OFFSET #{offset}")
    List<String> page(
        @Param("query") QuerySql query, @Param("offset") int offset, @Param("limit") int limit);

    @Select(
        "SELECT ${query.position} FROM user u"
            + " WHERE u.account_id = #{query.account} AND u.id = #{id}")
    String position(@Param("query") QuerySql query, @Param("id") UUID id);

    @Select(
        "EXPLAIN SELECT u.id FROM user u WHERE u.account_id = #{query.account} AND ${query.where}"
            + " ORDER BY ${query.orderBy} LIMIT 100")
    List<Map<String, Object>> explain(@Param("query") QuerySql query);

    @Select(
        "EXPLAIN SELECT u.id FROM user u WHERE u.account_id = #{query.account} AND ${part}"
            + " ORDER BY ${query.orderBy} LIMIT 100")
    List<Map<String, Object>> explainPart(
        @Param("query") QuerySql query, @Param("part") String part);

    @Select(
        "SELECT u.id FROM ${query.from} WHERE u.account_id = #{query.account} AND ${query.where}")
    List<String> lookUp(@Param("query") Lookup query);

    @Select(
        "EXPLAIN SELECT u.id FROM ${query.from}"
            + " WHERE u.account_id = #{query.account} AND ${query.where} LIMIT 100")
    List<Map<String, Object>> explainLookup(@Param("query") Lookup query);
  }

  static AttributePath path(String text) {
    return ResourceTypes.USER.find(text).orElseThrow();
  }

  /** Whom the predicate finds, and by a lookup too when it is one. */
  List<UUID> filtered(Predicate predicate) {
    QuerySql query = COMPILER.compile(account, Optional.of(predicate), Optional.empty(), false);
    List<UUID> found = ids(query);
    query
        .lookup()
        .ifPresent(
            lookup ->
                assertThat(Set.copyOf(lookedUp(lookup)))
                    .as(predicate.toString())
                    .isEqualTo(Set.copyOf(found)));
    return found;
  }

  private List<UUID> lookedUp(Lookup lookup) {
    session.clearCache();
    return session.getMapper(Statements.class).lookUp(lookup).stream()
        .map(UUID::fromString)
        .toList();
  }

  List<UUID> sorted(String attribute, boolean descending) {
    return ids(
        COMPILER.compile(account, Optional.empty(), Optional.of(path(attribute)), descending));
  }

  List<UUID> ids(QuerySql query) {
    session.clearCache();
    return session.getMapper(Statements.class).ids(query).stream().map(UUID::fromString).toList();
  }

  /** The first so many. */
  List<UUID> page(QuerySql query, int limit) {
    return STATEMENTS.read(tx -> tx.mapper(UserMapper.class).ids(query, 0, limit));
  }

  /** The one behind so many others. */
  UUID at(QuerySql query, int offset) {
    return UUID.fromString(session.getMapper(Statements.class).page(query, offset, 1).get(0));
  }

  /** Where somebody stands in the order of the query. */
  Position position(QuerySql query, UUID id) {
    session.clearCache();
    return new Position(
        query.ordersById()
            ? Optional.empty()
            : Optional.ofNullable(session.getMapper(Statements.class).position(query, id)),
        id.toString());
  }

  List<Map<String, Object>> explain(QuerySql query) {
    session.clearCache();
    return session.getMapper(Statements.class).explain(query);
  }

  List<Map<String, Object>> explain(Lookup lookup) {
    session.clearCache();
    return session.getMapper(Statements.class).explainLookup(lookup);
  }

  /** One plan for each part. */
  List<List<Map<String, Object>>> explainParts(QuerySql query) {
    session.clearCache();
    return query.parts().stream()
        .map(part -> session.getMapper(Statements.class).explainPart(query, part))
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
