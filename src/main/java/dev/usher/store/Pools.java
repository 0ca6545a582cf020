package dev.usher.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/**
 * The connections. Reads have their own: a session is set up once for what it does, which spares
 * each transaction the round trips, and slow searches cannot starve the writes.
 *
 * @param reads REPEATABLE READ and READ ONLY: all statements of a transaction see one state, and a
 *     statement that runs longer than the query time-out is stopped
 * @param writes READ COMMITTED: a statement that waited for a lock sees what its holder left; a
 *     statement that runs longer than the write time-out is stopped
 * @param inCluster whether the server is a node of a Galera cluster
 */
record Pools(SessionPool reads, SessionPool writes, boolean inCluster) implements AutoCloseable {
  /** Requests are answered within five seconds or told to come back. */
  private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

  private static final String CONNECT_TIMEOUT_MILLIS = "5000";

  /**
   * How many statements a connection keeps prepared. Clients decide how many texts there are, since
   * a filter of a new shape makes one; with the limit of {@link RememberedStatements} on a text the
   * server holds at most 40 MB of them for a connection.
   */
  private static final String PREPARED_AT_HAND = "100";

  /**
   * @throws StoreException.Unavailable when the server does not answer or refuses the user
   */
  static Pools open(DatabaseSettings settings) {
    List<String> common = new ArrayList<>();
    common.add("sql_mode='STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'");
    common.add("time_zone='+00:00'");
    common.add("collation_connection=utf8mb4_uca1400_nopad_as_ci");
    // The roles of a user travel as one JSON array, which would be cut off at this length.
    common.add("group_concat_max_len=16777216");
    // Every join of ours finds its rows by a key. Where a table's statistics lag behind what was
    // loaded into it, the optimizer would rather read a whole account into a join buffer.
    common.add("join_cache_level=0");
    // Shorter than the 5 s that a transaction is retried for.
    common.add("innodb_lock_wait_timeout=2");
    boolean inCluster = isClusterNode(settings);
    if (inCluster) {
      common.add("wsrep_sync_wait=1"); // what was answered on another node is seen on this one
    }
    List<String> reading = new ArrayList<>(common);
    reading.add("tx_read_only=ON");
    // The set of each subquery takes a seventh of this before its first row. Sets of more
    // than about 100,000 ids go to the disk.
    reading.add("max_heap_table_size=8388608");
    // A transaction that another node's commit has aborted is told so by its next command. When
    // that one prepares or closes a statement nobody hears it: what follows is committed without
    // what came before. So on a cluster each statement is one command.
    boolean prepares = !inCluster;
    SessionLimits ofReads =
        new SessionLimits(false, settings.queryTimeout(), settings.sessionMemory());
    SessionLimits ofWrites =
        new SessionLimits(true, settings.writeTimeout(), 2 * settings.sessionMemory());
    SessionPool reads =
        pool("usher-reads", settings, "TRANSACTION_REPEATABLE_READ", reading, prepares, ofReads);
    try {
      return new Pools(
          reads,
          pool("usher-writes", settings, "TRANSACTION_READ_COMMITTED", common, prepares, ofWrites),
          inCluster);
    } catch (RuntimeException e) {
      reads.close();
      throw e;
    }
  }

  private static SessionPool pool(
      String name,
      DatabaseSettings settings,
      String isolation,
      List<String> variables,
      boolean prepares,
      SessionLimits limits) {
    List<String> limited = new ArrayList<>(variables);
    limited.add("max_statement_time=" + limits.statementTime().toMillis() / 1000.0);
    limited.add("max_session_mem_used=" + limits.memory());
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDriverClassName(Driver.class.getName());
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    // Where nothing is written a statement is a transaction of its own unless one was begun.
    config.setAutoCommit(!limits.writing());
    config.setTransactionIsolation(isolation);
    config.setConnectionInitSql("SET SESSION " + String.join(", ", limited));
    config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    config.addDataSourceProperty("socketTimeout", Long.toString(limits.answerMillis()));
    config.addDataSourceProperty("useServerPrepStmts", Boolean.toString(prepares));
    config.addDataSourceProperty("cachePrepStmts", Boolean.toString(prepares));
    config.addDataSourceProperty("prepStmtCacheSize", PREPARED_AT_HAND);
    // Sending a statement's parameters before its preparation was answered is a deadlock when
    // neither fits into the socket's buffer.
    config.addDataSourceProperty("disablePipeline", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new SessionPool(new HikariDataSource(config), limits);
  }

  /** Also the first contact, so that a wrong address is told without a pool's stack trace. */
  private static boolean isClusterNode(DatabaseSettings settings) {
    Properties login = new Properties();
    login.setProperty("user", settings.user());
    login.setProperty("password", settings.password());
    login.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    try (Connection connection = new Driver().connect(settings.url(), login)) {
      if (connection == null) {
        throw new StoreException.Unavailable(
            "not an address of a MariaDB database (jdbc:mariadb://…): " + settings.address(), null);
      }
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE 'wsrep_on'")) {
        return row.next() && row.getString(2).equals("ON");
      }
    } catch (SQLException e) {
      throw new StoreException.Unavailable(
          settings.address() + " does not let " + settings.user() + " in: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
  }
}
