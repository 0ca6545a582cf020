package dev.usher.store;

import dev.usher.store.plain.PlainTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The database of this process: its connections, its schema, and transactions on it. */
public final class Database implements AutoCloseable {
  private static final Duration PING = Duration.ofSeconds(1);

  private final DatabaseSettings settings;
  private final Pools pools;
  private final ChangeCounts changes = new ChangeCounts();

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

  /** Transactions whose functions may use these mappers. */
  public Transactions transactions(Mappers mappers) {
    return new MyBatisTransactions(pools.reads(), pools.writes(), mappers.configuration(), changes);
  }

  /** The same statements on the same connections by plain JDBC, to measure against. */
  public PlainTransactions plainTransactions(Mappers mappers) {
    return new PlainTransactions(
        pools.reads().connections(), pools.writes().connections(), mappers.configuration());
  }

  /**
   * Whether a statement would be served now; answers within some seconds. A node that has lost its
   * cluster's majority answers a ping and refuses statements.
   */
  public boolean isReachable() {
    try (Connection connection = pools.reads().connections().getConnection()) {
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
