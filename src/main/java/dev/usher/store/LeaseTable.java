package dev.usher.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * The statements of a {@link MigrationLease}, each a transaction of its own. Row 1 is the lease;
 * row 2 is what waiting processes write to learn that the cluster accepts writes. All times are
 * those of the database's clock, and written by the database: the driver reads a DATETIME that ends
 * in .001 as a text that ends in .1000.
 *
 * <p>A statement takes its time when it begins, and a long ALTER on a Galera cluster holds it back
 * after that: a lease may have expired when its renewal is committed.
 */
final class LeaseTable {
  private final Connection connection;

  /**
   * @param connection in autocommit mode; stays the caller's to close
   */
  LeaseTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * A claim that has expired.
   *
   * @param until when it expired, as the database writes it
   */
  record Expired(String owner, String until) {}

  /** Outside of the migrations, which are made under the lease. */
  void create() throws SQLException {
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

  /** Takes the lease if it is free; returns whether it was. */
  boolean insert(String owner, Duration length) throws SQLException {
    return write(
            """
            INSERT IGNORE INTO migration_lease
            VALUES (1, ?, UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND)""",
            owner,
            micros(length))
        == 1;
  }

  /** Prolongs the claim, an expired one too; returns whether it is still the owner's. */
  boolean renew(String owner, Duration length) throws SQLException {
    return write(
            """
            UPDATE migration_lease SET until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
            WHERE id = 1 AND owner = ?""",
            micros(length),
            owner)
        == 1;
  }

  /** The claim if it has expired, as this node knows it; another node may have renewed it. */
  Optional<Expired> expired() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT owner, CAST(until AS CHAR) FROM migration_lease
                WHERE id = 1 AND until < UTC_TIMESTAMP(3)""")) {
      return row.next()
          ? Optional.of(new Expired(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  /**
   * Writes a row of the waiting process. Returns when all that the cluster ordered before it, such
   * as an ALTER, has ended on this node.
   */
  void writeInOrder(String owner) throws SQLException {
    write("REPLACE INTO migration_lease VALUES (2, ?, UTC_TIMESTAMP(3))", owner);
  }

  /** The database's time after that duration. */
  String timeIn(Duration duration) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT CAST(UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND AS CHAR)")) {
      statement.setString(1, micros(duration));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /**
   * Takes an expired lease from its owner unless it was renewed, released or taken since.
   *
   * @param earliest the database's time before which it is not taken
   * @return whether it was taken
   */
  boolean takeOver(Expired claim, String earliest, String owner, Duration length)
      throws SQLException {
    return write(
            """
            UPDATE migration_lease SET owner = ?, until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
            WHERE id = 1 AND owner = ? AND until = ? AND until < UTC_TIMESTAMP(3)
              AND UTC_TIMESTAMP(3) >= CAST(? AS DATETIME(6))""",
            owner,
            micros(length),
            claim.owner(),
            claim.until(),
            earliest)
        == 1;
  }

  /** Deletes what the owner wrote: the lease if it is still the owner's. */
  void release(String owner) throws SQLException {
    write("DELETE FROM migration_lease WHERE owner = ?", owner);
  }

  private int write(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static String micros(Duration duration) {
    return Long.toString(duration.toNanos() / 1000);
  }
}
