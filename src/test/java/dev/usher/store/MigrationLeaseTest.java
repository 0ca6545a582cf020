package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MigrationLeaseTest {

  @Test
  void aProcessWhoseLeaseRanOutDoesNotEndTheOneTakenSince() throws SQLException {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement()) {
      MigrationLease late = MigrationLease.take(TestDatabase.settings());
      assertThat(
              statement.executeUpdate(
                  "UPDATE migration_lease SET until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND"))
          .isEqualTo(1);
      MigrationLease current = MigrationLease.take(TestDatabase.settings());

      late.close();
      assertThat(leases(statement)).isEqualTo(1);
      current.close();
      assertThat(leases(statement)).isZero();
    }
  }

  private static int leases(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM migration_lease")) {
      row.next();
      return row.getInt(1);
    }
  }
}
