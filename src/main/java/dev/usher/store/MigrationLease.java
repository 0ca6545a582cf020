package dev.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process of a cluster at a time change the schema. The lock that Flyway takes is known to
 * one node alone; this one is a row that is written, so that the cluster certifies one writer.
 */
final class MigrationLease implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MigrationLease.class);

  /** Longer than migrations take; so long others wait when a process dies while it migrates. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final long POLL_MILLIS = 200;

  private final Connection connection;
  private final String owner = UUID.randomUUID().toString();

  private MigrationLease(Connection connection) {
    this.connection = connection;
  }

  /**
   * Returns when nobody else changes the schema.
   *
   * @throws SQLException when the database cannot be reached or forbids it
   */
  static MigrationLease take(DatabaseSettings settings) throws SQLException {
    Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    MigrationLease lease = new MigrationLease(connection);
    try {
      lease.make();
      lease.await();
      return lease;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void make() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS migration_lease (
            id    TINYINT     NOT NULL,
            owner VARCHAR(36) NOT NULL,
            until DATETIME(3) NOT NULL,
            PRIMARY KEY (id)
          )""");
    }
  }

  private void await() throws SQLException {
    boolean told = false;
    while (!isTaken()) {
      if (!told) {
        log.info("Waiting for another process that changes the schema");
        told = true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException.Unavailable("interrupted", e);
      }
    }
  }

  private boolean isTaken() throws SQLException {
    try {
      return write("INSERT IGNORE INTO migration_lease VALUES (1, ?, " + until() + ")") == 1
          || write(
                  "UPDATE migration_lease SET owner = ?, until = "
                      + until()
                      + " WHERE id = 1 AND until < UTC_TIMESTAMP(3)")
              == 1;
    } catch (SQLException e) {
      if (SqlErrors.convert(e).orElse(null) instanceof StoreException.Conflict) {
        return false; // a process on another node was faster
      }
      throw e;
    }
  }

  private static String until() {
    return "UTC_TIMESTAMP(3) + INTERVAL " + LONGEST.toSeconds() + " SECOND";
  }

  private int write(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, owner);
      return statement.executeUpdate();
    }
  }

  /**
   * Whether nothing but this lease is in the schema: Flyway would take that for somebody else's.
   */
  boolean isSchemaBare() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")) {
      row.next();
      return row.getInt(1) == 1;
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      write("DELETE FROM migration_lease WHERE owner = ?");
    }
  }
}
