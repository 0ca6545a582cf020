package dev.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process of a cluster at a time change the schema. The lock that Flyway takes is known to
 * one node alone; this one is a row that is written, so that the cluster certifies one writer. It
 * is renewed while it is held, and expires when its process dies.
 *
 * <p>A long ALTER holds back the renewals until it ends, on a Galera cluster: an expired lease may
 * have an owner that is at work. A process takes it over only after a write of its own, which an
 * ALTER holds back too, has been committed, and the owner has not renewed the lease for the grace
 * that follows.
 */
final class MigrationLease implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MigrationLease.class);

  private static final long POLL_MILLIS = 200;

  private final Connection connection;
  private final LeaseTable table;
  private final LeaseTerms terms;
  private final String owner = UUID.randomUUID().toString();
  private final LeaseRenewal renewal;

  private MigrationLease(DatabaseSettings settings, LeaseTerms terms, Connection connection)
      throws SQLException {
    this.connection = connection;
    this.terms = terms;
    this.table = new LeaseTable(connection);
    table.create();
    await();
    this.renewal = LeaseRenewal.start(settings, terms, owner);
  }

  /**
   * An expired claim that is taken over unless it changes.
   *
   * @param earliest the database's time when the owner's grace ends
   */
  private record Candidate(LeaseTable.Expired claim, String earliest) {}

  /**
   * Returns when no other process changes the schema.
   *
   * @throws SQLException when the database cannot be reached or forbids it
   */
  static MigrationLease take(DatabaseSettings settings) throws SQLException {
    return take(settings, LeaseTerms.DEFAULT);
  }

  /**
   * Returns when no other process changes the schema.
   *
   * @throws SQLException when the database cannot be reached or forbids it
   */
  static MigrationLease take(DatabaseSettings settings, LeaseTerms terms) throws SQLException {
    Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    try {
      return new MigrationLease(settings, terms, connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void await() throws SQLException {
    Optional<Candidate> candidate = Optional.empty();
    boolean logged = false;
    while (true) {
      try {
        if (isTaken(candidate)) {
          return;
        }
        candidate = candidate(candidate);
      } catch (SQLException e) {
        if (!(SqlErrors.convert(e).orElse(null) instanceof StoreException.Conflict)) {
          throw e;
        }
        // A process on another node was faster.
      }
      if (!logged) {
        log.info("Waiting for another process that changes the schema");
        logged = true;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", e);
    }
  }

  /**
   * Renews what it took, since that statement may have waited for longer than the lease lasts, and
   * what an earlier call took whose answer was an error.
   */
  private boolean isTaken(Optional<Candidate> candidate) throws SQLException {
    if (!table.insert(owner, terms.length()) && candidate.isPresent()) {
      Candidate expired = candidate.get();
      table.takeOver(expired.claim(), expired.earliest(), owner, terms.length());
    }
    return table.renew(owner, terms.length());
  }

  /** The same as before while the claim has not changed; else its grace begins. */
  private Optional<Candidate> candidate(Optional<Candidate> before) throws SQLException {
    Optional<LeaseTable.Expired> claim = table.expired();
    if (claim.isEmpty() || claim.equals(before.map(Candidate::claim))) {
      return claim.isEmpty() ? Optional.empty() : before;
    }
    table.writeInOrder(owner);
    return Optional.of(new Candidate(claim.get(), table.timeIn(terms.grace())));
  }

  /**
   * Whether nothing but this lease is in the schema: Flyway would take that for another program's.
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

  /** Ends the renewals before the claim, so that none of them finds it lost. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      renewal.close();
      table.release(owner);
    }
  }
}
