package dev.usher.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.ibatis.session.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions on two pools of connections, which differ in what their sessions are set to. */
final class MyBatisTransactions implements Transactions {
  private static final Logger log = LoggerFactory.getLogger(MyBatisTransactions.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** More would let those who come now overtake those who have lost already, again and again. */
  private static final int PAUSE_DOUBLINGS = 4;

  private final DataSource reads;
  private final DataSource writes;
  private final Configuration mappers;

  MyBatisTransactions(DataSource reads, DataSource writes, Configuration mappers) {
    this.reads = reads;
    this.writes = writes;
    this.mappers = mappers;
  }

  @Override
  public <T> T read(Function<Tx, T> work) {
    return untilDone(reads, MyBatisTransactions::begin, work);
  }

  @Override
  public <T> T readEach(Function<Tx, T> work) {
    return untilDone(reads, Begin.BY_ITSELF, work);
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    return untilDone(writes, Begin.BY_ITSELF, work);
  }

  /** A write's session begins by itself; one that reads is told when statements belong together. */
  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("START TRANSACTION");
    }
  }

  /** What a transaction begins with. */
  private interface Begin {
    Begin BY_ITSELF = connection -> {};

    void on(Connection connection) throws SQLException;
  }

  @Override
  public <T> Optional<T> together(Function<Transactions, T> work) {
    try {
      return Optional.of(
          once(writes, Begin.BY_ITSELF, session -> work.apply(new SavepointTransactions(session))));
    } catch (RolledBack rolledBack) {
      log.debug("A transaction of several writes was lost: {}", rolledBack.reason.getMessage());
      return Optional.empty();
    }
  }

  private <T> T untilDone(DataSource pool, Begin begin, Function<Tx, T> work) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 0; ; attempt++) {
      try {
        return once(pool, begin, work::apply);
      } catch (RolledBack rolledBack) {
        StoreException reason = rolledBack.reason;
        if (System.nanoTime() - deadline > 0) {
          throw reason instanceof StoreException.Unavailable
              ? reason
              : new StoreException.Unavailable("lost its race for 5 s", reason);
        }
        log.debug("Running a transaction again: {}", reason.getMessage());
        pause(attempt);
      }
    }
  }

  /**
   * @throws RolledBack when nothing was stored and the function may run again
   */
  private <T> T once(DataSource pool, Begin begin, Function<TransactionSession, T> work)
      throws RolledBack {
    Connection connection = connect(pool);
    try {
      begin(begin, connection);
      T result = apply(work, connection);
      commit(connection);
      return result;
    } finally {
      giveBack(connection);
    }
  }

  private <T> T apply(Function<TransactionSession, T> work, Connection connection)
      throws RolledBack {
    // Not closed: it owns nothing but the statements, which are closed as they end.
    TransactionSession session = new TransactionSession(mappers, connection);
    T result;
    try {
      result = work.apply(session);
      session.finish();
    } catch (RuntimeException | Error e) {
      rollBack(connection, e);
      if (session.loss().isPresent()) {
        throw new RolledBack(session.loss().get());
      }
      if (e instanceof StoreException.Conflict conflict) {
        throw new RolledBack(conflict);
      }
      throw e;
    }
    if (session.loss().isPresent()) {
      rollBack(connection, session.loss().get());
      throw new RolledBack(session.loss().get());
    }
    return result;
  }

  private static Connection connect(DataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new StoreException.Unavailable("no connection to the database", e);
    }
  }

  private static void begin(Begin begin, Connection connection) throws RolledBack {
    try {
      begin.on(connection);
    } catch (SQLException e) {
      throw new RolledBack(
          SqlErrors.convert(e)
              .orElseGet(() -> new StoreException.Unavailable("no transaction could begin", e)));
    }
  }

  private static void commit(Connection connection) throws RolledBack {
    try {
      connection.commit();
    } catch (SQLException e) {
      StoreException converted =
          SqlErrors.convert(e)
              .orElseGet(() -> new StoreException.Unavailable("the commit failed", e));
      if (converted instanceof StoreException.Conflict) {
        rollBack(connection, converted); // a cluster node refused it: it is rolled back everywhere
        throw new RolledBack(converted);
      }
      throw converted; // a lost connection leaves open whether it was committed: never run again
    }
  }

  private static void rollBack(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e); // the connection is gone, and with it the transaction
    }
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("A database connection could not be given back: {}", e.toString());
    }
  }

  /** Doubles from 2 ms to 32 ms; half of it by chance, so that two rivals part. */
  private static void pause(int attempt) {
    long longest = SHORTEST_PAUSE_NANOS << Math.min(attempt, PAUSE_DOUBLINGS);
    try {
      TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", e);
    }
  }

  /** The transaction is undone and may be run again. */
  private static final class RolledBack extends Exception {
    private static final long serialVersionUID = 1L;
    private final StoreException reason;

    RolledBack(StoreException reason) {
      super(null, reason, false, false);
      this.reason = reason;
    }
  }
}
