package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class MigrationLeaseTest {
  private static final LeaseTerms SHORT = terms(1_500, 200, 1_000);

  /** Its first renewal comes after the test. */
  private static final LeaseTerms WITHOUT_RENEWAL = terms(600_000, 120_000, 180_000);

  /** Longer than a short lease and its grace. */
  private static final long LONG_MILLIS = 4_000;

  private final ExecutorService waiting = Executors.newSingleThreadExecutor();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(LeaseRenewal.class);
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = TestDatabase.connect();
    statement = connection.createStatement();
    new LeaseTable(connection).create();
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void disconnect() throws SQLException {
    logger.detachAppender(log);
    waiting.shutdownNow();
    try (Connection used = connection) {
      used.setAutoCommit(true);
      statement.executeUpdate("DELETE FROM migration_lease");
    }
  }

  @Test
  void aProcessWhoseLeaseRanOutDoesNotEndTheOneTakenSince() throws SQLException {
    MigrationLease late = MigrationLease.take(TestDatabase.settings(), WITHOUT_RENEWAL);
    expire();
    MigrationLease current = MigrationLease.take(TestDatabase.settings(), SHORT);

    late.close();
    assertThat(number("COUNT(*)", "id = 1")).isEqualTo(1);
    current.close();
    assertThat(number("COUNT(*)", "TRUE")).isZero();
  }

  @Test
  void aLeaseIsRenewedUntilItIsReleased() throws Exception {
    MigrationLease held = MigrationLease.take(TestDatabase.settings(), SHORT);
    Future<MigrationLease> other = takeBeside();

    Thread.sleep(LONG_MILLIS);
    assertThat(other).isNotDone();
    assertThat(number("until > UTC_TIMESTAMP(3)", "id = 1")).isEqualTo(1);
    held.close();
    other.get(LONG_MILLIS, TimeUnit.MILLISECONDS).close();
    assertThat(log.list).isEmpty();
  }

  @Test
  void aRenewalThatFindsTheClaimLostLogsAnErrorOnceAndChangesNothing() throws Exception {
    MigrationLease lost = MigrationLease.take(TestDatabase.settings(), SHORT);
    statement.executeUpdate(
        "UPDATE migration_lease SET owner = 'other', until = '2999-01-01 00:00:00.000'");

    await().until(() -> !log.list.isEmpty());
    Thread.sleep(5 * SHORT.pause().toMillis());
    lost.close();
    assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
    assertThat(log.list.get(0).getFormattedMessage())
        .startsWith("The lease of the migrations is lost");
    assertThat(number("COUNT(*)", "owner = 'other' AND until = '2999-01-01 00:00:00.000'"))
        .isEqualTo(1);
  }

  @Test
  void theLeaseOfADeadProcessIsTakenWhenItHasExpiredAndItsGraceHasEnded() throws Exception {
    statement.executeUpdate(
        "INSERT INTO migration_lease VALUES (1, 'dead', UTC_TIMESTAMP(3) + INTERVAL 1 SECOND)");
    long begin = System.nanoTime();

    MigrationLease heir = MigrationLease.take(TestDatabase.settings(), SHORT);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThan(SHORT.grace().plusMillis(900));
    assertThat(number("COUNT(*)", "owner = 'dead'")).isZero();
    heir.close();
    assertThat(number("COUNT(*)", "TRUE")).isZero();
  }

  @Test
  void anExpiredLeaseThatIsRenewedWithinEachGraceIsNotTaken() throws Exception {
    statement.executeUpdate(
        "INSERT INTO migration_lease VALUES (1, 'slow', UTC_TIMESTAMP(3) - INTERVAL 1 HOUR)");
    Future<MigrationLease> other = takeBeside();

    for (long waited = 0; waited < LONG_MILLIS; waited += 400) {
      Thread.sleep(400);
      // As a renewal does that an ALTER has held back for longer than the lease lasts.
      statement.executeUpdate(
          "UPDATE migration_lease SET until = until + INTERVAL 1 SECOND WHERE id = 1");
      assertThat(other).isNotDone();
    }
    assertThat(number("until < UTC_TIMESTAMP(3)", "owner = 'slow'")).isEqualTo(1);
    other.get(2 * LONG_MILLIS, TimeUnit.MILLISECONDS).close();
  }

  @Test
  void anExpiredLeaseIsNotTakenWhileTheDatabaseHoldsBackWrites() throws Exception {
    statement.executeUpdate(
        "INSERT INTO migration_lease VALUES (1, 'slow', UTC_TIMESTAMP(3) - INTERVAL 1 HOUR),"
            + " (2, 'earlier', UTC_TIMESTAMP(3))");
    connection.setAutoCommit(false);
    statement.executeQuery("SELECT * FROM migration_lease WHERE id = 2 FOR UPDATE").close();
    Future<MigrationLease> other = takeBeside();

    Thread.sleep(LONG_MILLIS);
    assertThat(other).isNotDone();
    long released = System.nanoTime();
    connection.commit();
    other.get(LONG_MILLIS, TimeUnit.MILLISECONDS).close();
    assertThat(Duration.ofNanos(System.nanoTime() - released)).isGreaterThan(SHORT.grace());
  }

  @Test
  void aRenewalThatLosesItsConnectionIsDoneAgainOnANewOne() throws Exception {
    MigrationLease held = MigrationLease.take(TestDatabase.settings(), SHORT);
    connection.setAutoCommit(false);
    statement.executeQuery("SELECT * FROM migration_lease WHERE id = 1 FOR UPDATE").close();
    await().until(() -> renewing() != 0);
    statement.execute("KILL " + renewing());
    connection.commit();
    connection.setAutoCommit(true);
    Future<MigrationLease> other = takeBeside();

    Thread.sleep(LONG_MILLIS);
    assertThat(other).isNotDone();
    assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    held.close();
    other.get(LONG_MILLIS, TimeUnit.MILLISECONDS).close();
  }

  @Test
  void aReleaseDoesNotWaitForARenewalThatTheDatabaseHoldsBack() throws Exception {
    MigrationLease held = MigrationLease.take(TestDatabase.settings(), SHORT);
    connection.setAutoCommit(false);
    statement.executeQuery("SELECT * FROM migration_lease WHERE id = 1 FOR UPDATE").close();
    await().until(() -> renewing() != 0);
    Future<?> release =
        waiting.submit(
            () -> {
              held.close();
              return null;
            });

    await().until(() -> renewing() == 0);
    connection.commit();
    release.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(number("COUNT(*)", "TRUE")).isZero();
    assertThat(log.list).isEmpty();
  }

  private Future<MigrationLease> takeBeside() {
    return waiting.submit(() -> MigrationLease.take(TestDatabase.settings(), SHORT));
  }

  private void expire() throws SQLException {
    assertThat(
            statement.executeUpdate(
                "UPDATE migration_lease SET until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND"))
        .isEqualTo(1);
  }

  /** The connection whose renewal waits; 0 when there is none. */
  private long renewing() throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT id FROM information_schema.processlist"
                + " WHERE info LIKE 'UPDATE migration_lease SET until%' AND id <> CONNECTION_ID()")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private long number(String column, String condition) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT " + column + " FROM migration_lease WHERE " + condition)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static LeaseTerms terms(long length, long pause, long grace) {
    return new LeaseTerms(
        Duration.ofMillis(length), Duration.ofMillis(pause), Duration.ofMillis(grace));
  }
}
