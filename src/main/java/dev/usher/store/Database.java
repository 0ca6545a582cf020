package dev.usher.store;

import dev.usher.store.group.GroupRow;
import dev.usher.store.group.MemberRow;
import dev.usher.store.group.MembershipRow;
import dev.usher.store.plain.PlainTransactions;
import dev.usher.store.query.ListMapper;
import dev.usher.store.row.RowHandler;
import dev.usher.store.user.UserRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.logging.slf4j.Slf4jImpl;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.type.JdbcType;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The database of this process: its connections, its schema, and transactions on it. */
public final class Database implements AutoCloseable {
  private static final Duration PING = Duration.ofSeconds(1);

  private final DatabaseSettings settings;
  private final Pools pools;

  private Database(DatabaseSettings settings, Pools pools) {
    this.settings = settings;
    this.pools = pools;
  }

  /**
   * Connects.
   *
   * @throws StoreException.Unavailable saying in one line why it cannot be reached
   */
  public static Database open(DatabaseSettings settings) {
    return new Database(settings, Pools.open(settings));
  }

  /**
   * Brings the schema to this program's version. Several processes may do so at once, on several
   * nodes of a cluster too: one does it, the others wait.
   *
   * @return how many migrations were applied
   * @throws MigrationException when the schema cannot be brought there
   */
  public int migrate() {
    try {
      if (!pools.inCluster()) {
        return flyway().load().migrate().migrationsExecuted;
      }
      try (MigrationLease lease = MigrationLease.take(settings)) {
        FluentConfiguration flyway = flyway();
        if (lease.isSchemaBare()) {
          flyway.baselineOnMigrate(true).baselineVersion("0");
        }
        return flyway.load().migrate().migrationsExecuted;
      }
    } catch (FlywayException | SQLException e) {
      throw new MigrationException(
          "the database " + settings.address() + " cannot be migrated: " + e.getMessage(), e);
    }
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .cleanDisabled(true);
  }

  /**
   * Transactions whose functions may use these mappers. Each mapper's XML lies beside it on the
   * class path, under its name.
   */
  public Transactions transactions(List<Class<?>> mappers) {
    return new MyBatisTransactions(pools.reads(), pools.writes(), configuration(mappers));
  }

  /** The same statements on the same connections by plain JDBC, to measure against. */
  public PlainTransactions plainTransactions(List<Class<?>> mappers) {
    return new PlainTransactions(pools.reads(), pools.writes(), configuration(mappers));
  }

  private static Configuration configuration(List<Class<?>> mappers) {
    RecordProperties.use();
    Configuration configuration = new Configuration();
    configuration.setLogImpl(Slf4jImpl.class);
    configuration.setMapUnderscoreToCamelCase(true);
    configuration.setArgNameBasedConstructorAutoMapping(true);
    configuration.setJdbcTypeForNull(JdbcType.NULL);
    configuration.setDefaultScriptingLanguage(RememberedStatements.class);
    // A statement means what it says each time: nothing is answered from a cache.
    configuration.setCacheEnabled(false);
    configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
    configuration.getTypeHandlerRegistry().register(UUID.class, new UuidTypeHandler());
    configuration.getTypeHandlerRegistry().register(Instant.class, new InstantTypeHandler());
    rows(configuration, UserRow.class, UserRow::read);
    rows(configuration, GroupRow.class, GroupRow::read);
    rows(configuration, MemberRow.class, MemberRow::read);
    rows(configuration, MembershipRow.class, MembershipRow::read);
    // Other mappers include from it.
    configuration.addMapper(ListMapper.class);
    mappers.forEach(configuration::addMapper);
    return configuration;
  }

  /** Rows of that type are read by the places of their columns, not by their names. */
  private static <T> void rows(
      Configuration configuration, Class<T> type, RowHandler.Reader<T> reader) {
    configuration.getTypeHandlerRegistry().register(type, new RowHandler<>(reader));
  }

  /**
   * Whether a statement would be served now; answers within some seconds. A node that has lost its
   * cluster's majority answers a ping and refuses statements.
   */
  public boolean isReachable() {
    try (Connection connection = pools.reads().getConnection()) {
      if (!connection.isValid((int) PING.toSeconds())) {
        return false;
      }
      try (Statement statement = connection.createStatement()) {
        return statement.execute("SELECT 1");
      }
    } catch (SQLException e) {
      return false;
    }
  }

  /** Waits for no transaction: end them first. */
  @Override
  public void close() {
    pools.close();
  }
}
