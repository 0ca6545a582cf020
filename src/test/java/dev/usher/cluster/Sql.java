package dev.usher.cluster;

import dev.usher.store.DatabaseSettings;
import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Reads on one node, in a session that has waited for what the other nodes have committed. */
final class Sql {

  private Sql() {}

  /** A column of the first row. */
  static String text(DatabaseSettings node, String sql, int column) throws SQLException {
    try (Connection connection = TestDatabase.connect(node);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(column);
    }
  }

  /** The number that a statement with the account as its one parameter reads. */
  static long number(DatabaseSettings node, String sql, UUID account) {
    try (Connection connection = TestDatabase.connect(node);
        Statement session = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      session.execute("SET SESSION wsrep_sync_wait = 1");
      statement.setObject(1, account);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
