package dev.usher.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  private final SessionPool reads;
  private final SessionPool writes;
  private final Configuration mappers;
  private final ChangeCounts changes;

  MyBatisTransactions(
      SessionPool reads, SessionPool writes, Configuration mappers, ChangeCounts changes) {
    this.reads = reads;
    this.writes = writes;
    this.mappers = mappers;
    this.changes = changes;
  }

  @Override
  public <T> T read(Function<Tx, T> work) {
    return untilDone(reads, Begin.BY_COMMAND, work);
  }

  @Override
  public <T> T readEach(Function<Tx, T> work) {
    return untilDone(reads, Begin.BY_ITSELF, work);
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    return untilDone(writes, Begin.BY_ITSELF, work);
  }

  @Override
  public long changes(UUID account) {
    return changes.of(account);
  }

  /** What a transaction begins with. */
  private enum Begin {
    /** The session begins by itself: its first statement is the first that the database hears. */
    BY_ITSELF(""),
    /** Statements of a session that reads belong together only when it is told. */
    BY_COMMAND("START TRANSACTION"),
    /** Begins by itself, and the database is known to answer. */
    AFTER_ANSWER("DO 1");

    private final String command;

    Begin(String command) {
      this.command = command;
    }

    boolean asks() {
      return !command.isEmpty();
    }

    void on(Connection connection) throws SQLException {
      if (asks()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(command);
        }
      }
    }
  }

  @Override
  public <T> Optional<T> together(Function<Transactions, T> work) {
    try {
      return Optional.of(
          once(
              writes,
              Begin.BY_ITSELF,
              session -> work.apply(new SavepointTransactions(session, changes))));
    } catch (RolledBack rolledBack) {
      log.debug("A transaction of several writes was lost: {}", rolledBack.reason.getMessage());
      return Optional.empty();
    }
  }

  private <T> T untilDone(SessionPool pool, Begin begin, Function<Tx, T> work) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 0; ; attempt++) {
      try {
        return once(pool, attempt == 0 ? begin : afterLoss(pool, begin), work::apply);
      } catch (RolledBack rolledBack) {
        StoreException reason = rolledBack.reason;
        if (System.nanoTime() - end > 0) {
          throw reason instanceof StoreException.Unavailable
              ? reason
              : new StoreException.Unavailable("lost its race for 5 s", reason);
        }
        log.debug("Running a transaction again: {}", reason.getMessage());
        pause(attempt);
      }
    }
  }

  /** A read may have ended the connection itself, so its next one is known to be alive before. */
  private Begin afterLoss(SessionPool pool, Begin begin) {
    return pool == reads && !begin.asks() ? Begin.AFTER_ANSWER : begin;
  }

  /**
   * @throws RolledBack when nothing was stored and the function may run again
   */
  private <T> T once(SessionPool pool, Begin begin, Function<TransactionSession, T> work)
      throws RolledBack {
    try (LentSession lent = pool.take()) {
      begin(begin, lent.connection());
      // Not closed: it owns nothing but the statements, which are closed as they end.
      TransactionSession session = new TransactionSession(mappers, lent, begin.asks());
      try {
        T result = apply(work, session, lent);
        commit(lent.connection());
        return result;
      } finally {
        // also when it is open whether the commit was made
        session.changed().forEach(changes::add);
      }
    }
  }

  private static <T> T apply(
      Function<TransactionSession, T> work, TransactionSession session, LentSession lent)
      throws RolledBack {
    T result;
    try {
      result = session.run(() -> work.apply(session));
    } catch (RuntimeException | Error e) {
      rollBack(lent.connection(), e);
      if (session.loss().isPresent()) {
        throw lost(session, lent);
      }
      if (e instanceof StoreException.Conflict conflict) {
        throw new RolledBack(conflict);
      }
      throw e;
    }
    if (session.loss().isPresent()) {
      rollBack(lent.connection(), session.loss().get());
      throw lost(session, lent);
    }
    return result;
  }

  /**
   * A read whose connection was lost while its statement ran is not run again: the statement may
   * have ended the database, and would end it again.
   *
   * @throws StoreException then
   */
  private static RolledBack lost(TransactionSession session, LentSession lent) {
    StoreException loss = session.loss().orElseThrow();
    if (!lent.isForWrites()
        && session.lostWhileRunning()
        && loss instanceof StoreException.Unavailable) {
      throw loss;
    }
    return new RolledBack(loss);
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
