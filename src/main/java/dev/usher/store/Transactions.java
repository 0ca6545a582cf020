package dev.usher.store;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Lambda-scoped transactions, one per request. A function may be run more than once, so it must not
 * have effects outside its transaction; it is committed when it returns and rolled back when it
 * throws.
 *
 * <p>Both forms throw {@link StoreException.DuplicateKey}, {@link StoreException.ForeignKey},
 * {@link StoreException.QueryTimeout} and {@link StoreException.Unavailable}; what the function
 * throws passes unchanged.
 */
public interface Transactions {

  /** Runs reads that all see one state, without locks. */
  <T> T read(Function<Tx, T> work);

  /**
   * Runs a read of one statement, which spares it the transaction. Further statements may see what
   * was committed meanwhile.
   */
  <T> T readEach(Function<Tx, T> work);

  /**
   * Runs a write in one READ COMMITTED transaction. Deadlocks (1213), lock waits (1205), Galera
   * certification failures and {@link StoreException.Conflict} thrown by the function are rolled
   * back and the function runs again, with back-off and jitter, for at most 5 s; then {@link
   * StoreException.Unavailable}.
   */
  <T> T write(Function<Tx, T> work);

  /**
   * Runs several writes in one READ COMMITTED transaction, each under a savepoint of its own: what
   * fails is undone and the others go on. The function writes by the transactions that it is given,
   * whose writes run once and are committed together, when it returns; it is never run again.
   *
   * @return empty when the database rolled the transaction back for one of the reasons of {@link
   *     #write}, whether the function noticed or not; then nothing is stored, and the writes may be
   *     run one by one
   * @throws StoreException.Unavailable when there is no connection, or when it was lost at the
   *     commit, so that nobody knows whether it was made
   */
  <T> Optional<T> together(Function<Transactions, T> work);

  /**
   * How many transactions that have {@linkplain Tx#changes changed} an account have ended in this
   * process, or somewhat more. A read that begins later sees all of them, so what was read after
   * the same number misses none that a client of this process was answered.
   */
  long changes(UUID account);
}
