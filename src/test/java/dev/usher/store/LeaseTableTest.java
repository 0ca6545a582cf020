package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.store.LeaseTable.Expired;
import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private Connection connection;
  private LeaseTable table;

  @BeforeEach
  void expiredLease() throws SQLException {
    connection = TestDatabase.connect();
    table = new LeaseTable(connection);
    table.create();
    assertThat(table.insert("dead", LENGTH)).isTrue();
    update("until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
  }

  @AfterEach
  void deleteLease() throws SQLException {
    try (Connection used = connection;
        Statement statement = used.createStatement()) {
      statement.executeUpdate("DELETE FROM migration_lease");
    }
  }

  @Test
  void anExpiredLeaseThatHasNotChangedIsTakenOnce() throws SQLException {
    Expired claim = table.expired().orElseThrow();

    assertThat(isTakenOver(claim)).isTrue();
    assertThat(isTakenOver(claim)).isFalse();
    assertThat(table.expired()).isEmpty();
    assertThat(table.renew("dead", LENGTH)).isFalse();
    assertThat(table.renew("heir", LENGTH)).isTrue();
  }

  @Test
  void aRenewedLeaseIsNotTakenOver() throws SQLException {
    Expired claim = table.expired().orElseThrow();

    assertThat(table.renew("dead", LENGTH)).isTrue();
    assertThat(isTakenOver(claim)).isFalse();
    assertThat(table.renew("dead", LENGTH)).isTrue();
  }

  @Test
  void aLeaseWhoseRenewalWasCommittedTooLateIsNotTakenOver() throws SQLException {
    Expired claim = table.expired().orElseThrow();

    update("until = until + INTERVAL 1000 MICROSECOND");
    assertThat(isTakenOver(claim)).isFalse();
    assertThat(isTakenOver(table.expired().orElseThrow())).isTrue();
  }

  @Test
  void aLeaseThatAnotherProcessTookSinceIsNotTakenOver() throws SQLException {
    Expired claim = table.expired().orElseThrow();

    update("owner = 'other'");
    assertThat(isTakenOver(claim)).isFalse();
  }

  @Test
  void aLeaseIsNotTakenOverBeforeItsGraceHasEnded() throws SQLException {
    Expired claim = table.expired().orElseThrow();

    assertThat(table.takeOver(claim, table.timeIn(Duration.ofMinutes(1)), "heir", LENGTH))
        .isFalse();
    assertThat(table.takeOver(claim, table.timeIn(Duration.ofSeconds(-1)), "heir", LENGTH))
        .isTrue();
  }

  @Test
  void anExpiredLeaseIsTakenOverAtEachMillisecond() throws SQLException {
    for (int millis = 0; millis < 1_000; millis++) {
      update("owner = 'dead', until = '2026-01-01 00:00:00.%03d'".formatted(millis));

      Expired claim = table.expired().orElseThrow();
      assertThat(isTakenOver(claim)).as(claim.until()).isTrue();
    }
  }

  @Test
  void aLeaseThatHasNotExpiredIsNotTakenOver() throws SQLException {
    update("until = '2999-01-01 00:00:00.000'");

    assertThat(table.expired()).isEmpty();
    assertThat(isTakenOver(new Expired("dead", "2999-01-01 00:00:00.000"))).isFalse();
  }

  @Test
  void onlyItsOwnerReleasesALease() throws SQLException {
    table.release("other");
    assertThat(table.insert("other", LENGTH)).isFalse();
    table.release("dead");
    assertThat(table.insert("other", LENGTH)).isTrue();
  }

  private boolean isTakenOver(Expired claim) throws SQLException {
    return table.takeOver(claim, table.timeIn(Duration.ZERO), "heir", LENGTH);
  }

  private void update(String change) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE migration_lease SET " + change)).isEqualTo(1);
    }
  }
}
