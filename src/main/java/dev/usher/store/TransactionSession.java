package dev.usher.store;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.apache.ibatis.transaction.managed.ManagedTransaction;

/**
 * A MyBatis session on one connection, whose mappers throw {@link StoreException}. It remembers an
 * error after which the transaction is lost, so that nothing is committed although the function
 * caught it.
 */
final class TransactionSession extends DefaultSqlSession implements Tx {
  /** A connection that was closed while it was idle says so at once. */
  private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LaterRows later = new LaterRows();
  private final Set<UUID> changed = new HashSet<>();
  private final LentSession lent;
  private boolean alive;
  private StoreException loss;
  private boolean lostWhileRunning;

  /**
   * @param alive whether the connection has answered since it was lent
   */
  TransactionSession(Configuration configuration, LentSession lent, boolean alive) {
    super(
        configuration,
        // Begin, commit and the connection are the business of MyBatisTransactions.
        configuration.newExecutor(
            new ManagedTransaction(lent.connection(), false), ExecutorType.SIMPLE));
    this.lent = lent;
    this.alive = alive;
  }

  /** The error that lost this transaction. */
  Optional<StoreException> loss() {
    return Optional.ofNullable(loss);
  }

  /** Whether the connection was lost while a statement ran, which may be what ended it. */
  boolean lostWhileRunning() {
    return lostWhileRunning;
  }

  /** Remembers an error that the database does not know to have lost the transaction. */
  void lose(StoreException error) {
    if (loss == null) {
      loss = error;
    }
  }

  /** A point to come back to; it ends the one set before. */
  Savepoint savepoint() {
    try {
      return getConnection().setSavepoint("write");
    } catch (SQLException e) {
      throw lost(e);
    }
  }

  /** Undoes what was written since. */
  void rollBackTo(Savepoint savepoint) {
    later.forget();
    try {
      getConnection().rollback(savepoint);
    } catch (SQLException e) {
      throw lost(e);
    }
  }

  /** Without its savepoints a transaction cannot keep what it promises, whatever the reason. */
  private StoreException lost(SQLException error) {
    StoreException converted =
        SqlErrors.convert(error)
            .orElseGet(() -> new StoreException.Conflict("a savepoint failed", error));
    lose(converted);
    return converted;
  }

  @Override
  public <M> M mapper(Class<M> type) {
    return getMapper(type);
  }

  @Override
  public <R> void later(Object kind, List<R> rows, Consumer<List<R>> writer) {
    later.add(kind, rows, writer);
  }

  @Override
  public void changes(UUID account) {
    changed.add(account);
  }

  /** The accounts that it was said to change, whatever has become of that. */
  Set<UUID> changed() {
    return Set.copyOf(changed);
  }

  /**
   * Runs the work of a write, and writes what waits.
   *
   * @throws RuntimeException what the work throws, or what a writer of its rows threw
   */
  <T> T run(Supplier<T> work) {
    try {
      T result = work.get();
      later.write();
      flushStatements();
      return result;
    } catch (LaterRows.Failed failed) {
      throw failed.reason();
    }
  }

  @Override
  public <E> List<E> selectList(String statement, Object parameter, RowBounds rows) {
    return converting(() -> super.selectList(statement, parameter, rows));
  }

  @Override
  public <T> Cursor<T> selectCursor(String statement, Object parameter, RowBounds rows) {
    return converting(() -> super.selectCursor(statement, parameter, rows));
  }

  @Override
  @SuppressWarnings("rawtypes") // as inherited
  public void select(String statement, Object parameter, RowBounds rows, ResultHandler handler) {
    converting(
        () -> {
          super.select(statement, parameter, rows, handler);
          return null;
        });
  }

  /** Inserts and deletes come here too. */
  @Override
  public int update(String statement, Object parameter) {
    return converting(() -> super.update(statement, parameter));
  }

  @Override
  public List<BatchResult> flushStatements() {
    return converting(super::flushStatements);
  }

  private <T> T converting(Supplier<T> call) {
    later.write(); // nothing may miss a row that it counts on
    limitTime();
    long start = System.nanoTime();
    try {
      T result = call.get();
      alive = true;
      return result;
    } catch (PersistenceException e) {
      StoreException converted = converted(e);
      if (converted instanceof StoreException.Conflict
          || converted instanceof StoreException.Unavailable) {
        loss = converted;
        lostWhileRunning = alive || System.nanoTime() - start > AT_ONCE_NANOS;
      }
      throw converted;
    }
  }

  private void limitTime() {
    try {
      lent.limitNextStatement();
    } catch (SQLException e) {
      throw lost(e);
    }
  }

  private StoreException converted(PersistenceException e) {
    StoreException converted = SqlErrors.convert(e).orElseThrow(() -> e);
    if (converted instanceof StoreException.TooLarge) {
      lent.discard(); // it may be the prepared statements that leave no room
    }
    // A write is not narrowed by its client: it may come again as it is.
    return lent.isForWrites() && converted instanceof StoreException.QueryTimeout
        ? new StoreException.Unavailable("a statement of a write took too long", e)
        : converted;
  }
}
