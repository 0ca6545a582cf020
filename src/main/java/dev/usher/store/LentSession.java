package dev.usher.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection lent for one transaction, whose statements end with the request that this thread
 * works on. A session's own limit does for a request that has just begun; it is lowered, and raised
 * again at the end, only where a request has less time left. Used by one thread.
 */
final class LentSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LentSession.class);

  /** Limits are multiples of this, so that a request with many statements sets few. */
  private static final long STEP_MILLIS = 500;

  private final SessionPool pool;
  private final Connection connection;
  private final SessionLimits limits;
  private long millis;
  private boolean discarded;

  LentSession(SessionPool pool, Connection connection, SessionLimits limits) {
    this.pool = pool;
    this.connection = connection;
    this.limits = limits;
    this.millis = limits.statementTime().toMillis();
  }

  Connection connection() {
    return connection;
  }

  boolean isForWrites() {
    return limits.writing();
  }

  /**
   * Limits the next statement to what is left of this thread's deadline.
   *
   * @throws StoreException.Unavailable when the deadline has passed
   */
  void limitNextStatement() throws SQLException {
    Optional<Deadline> deadline = Deadline.ofThread();
    if (deadline.isPresent()) {
      Deadline.check();
      long left = roundedUp(Math.max(1, deadline.get().left().toMillis()));
      if (millis == 0 || left < millis) {
        limit(left);
      }
    }
  }

  private static long roundedUp(long left) {
    return (left + STEP_MILLIS - 1) / STEP_MILLIS * STEP_MILLIS;
  }

  private void limit(long newMillis) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(max(newMillis));
    }
    millis = newMillis;
  }

  private static String max(long limitMillis) {
    return "SET SESSION max_statement_time=" + limitMillis / 1000.0;
  }

  /** Has the connection closed at the end, as its session is not fit for others. */
  void discard() {
    discarded = true;
  }

  /** Gives the connection back. */
  @Override
  public void close() {
    try {
      if (!discarded && millis != limits.statementTime().toMillis()) {
        limit(limits.statementTime().toMillis());
      }
    } catch (SQLException e) {
      discarded = true;
    }
    try {
      if (discarded) {
        pool.evict(this);
      }
      pool.giveBack(this);
    } catch (SQLException e) {
      log.warn("A database connection could not be given back: {}", e.toString());
    }
  }
}
