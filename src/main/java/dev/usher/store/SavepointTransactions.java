package dev.usher.store;

import java.sql.Savepoint;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Writes within one open transaction, each under a savepoint. */
final class SavepointTransactions implements Transactions {
  private final TransactionSession session;
  private final ChangeCounts changes;

  SavepointTransactions(TransactionSession session, ChangeCounts changes) {
    this.session = session;
    this.changes = changes;
  }

  /** Sees what was written before, committed or not. */
  @Override
  public <T> T read(Function<Tx, T> work) {
    return write(work);
  }

  @Override
  public <T> T readEach(Function<Tx, T> work) {
    return read(work);
  }

  /** Runs once: what the database rolled back is lost with everything before it. */
  @Override
  public <T> T write(Function<Tx, T> work) {
    refuseAfterLoss();
    Savepoint before = session.savepoint();
    T result;
    try {
      result = session.run(() -> work.apply(session));
    } catch (RuntimeException | Error e) {
      if (e instanceof StoreException.Conflict conflict) {
        session.lose(conflict);
      }
      if (session.loss().isEmpty()) {
        session.rollBackTo(before);
      }
      throw e;
    }
    refuseAfterLoss();
    return result;
  }

  private void refuseAfterLoss() {
    if (session.loss().isPresent()) {
      throw session.loss().get();
    }
  }

  /**
   * @throws UnsupportedOperationException always: a savepoint holds one write
   */
  @Override
  public <T> Optional<T> together(Function<Transactions, T> work) {
    throw new UnsupportedOperationException("already together");
  }

  /** Without those of the transaction that is open. */
  @Override
  public long changes(UUID account) {
    return changes.of(account);
  }
}
