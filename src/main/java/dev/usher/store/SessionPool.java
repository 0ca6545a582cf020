package dev.usher.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Connections whose sessions are set up alike, each lent for one transaction. */
final class SessionPool implements AutoCloseable {
  private final HikariDataSource connections;
  private final SessionLimits limits;

  /** One permit for each connection: the pool itself waits for the same time whatever is left. */
  private final Semaphore free;

  SessionPool(HikariDataSource connections, SessionLimits limits) {
    this.connections = connections;
    this.limits = limits;
    this.free = new Semaphore(connections.getMaximumPoolSize(), true);
  }

  /** The pool, to use a connection without the deadline of a request. */
  HikariDataSource connections() {
    return connections;
  }

  /**
   * Lends a connection.
   *
   * @throws StoreException.Unavailable when none is free for some seconds or until the deadline of
   *     this thread, or when the database does not answer
   */
  LentSession take() {
    Deadline.check();
    long wait = connections.getConnectionTimeout();
    long left = Deadline.ofThread().map(Deadline::left).map(Duration::toMillis).orElse(wait);
    try {
      if (!free.tryAcquire(Math.min(wait, left), TimeUnit.MILLISECONDS)) {
        throw new StoreException.Unavailable("all connections to the database are in use", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", e);
    }
    try {
      return new LentSession(this, connections.getConnection(), limits);
    } catch (SQLException e) {
      free.release();
      throw new StoreException.Unavailable("no connection to the database", e);
    }
  }

  void giveBack(LentSession session) throws SQLException {
    try {
      session.connection().close();
    } finally {
      free.release();
    }
  }

  /** Closes a lent connection, which still has to be given back, instead of using it again. */
  void evict(LentSession session) {
    connections.evictConnection(session.connection());
  }

  @Override
  public void close() {
    connections.close();
  }
}
