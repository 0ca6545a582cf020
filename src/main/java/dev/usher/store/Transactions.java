package dev.usher.store;

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

  /** Runs reads on one consistent connection, without locks. */
  <T> T read(Function<Tx, T> work);

  /**
   * Runs a write in one READ COMMITTED transaction. Deadlocks (1213), lock waits (1205), Galera
   * certification failures and {@link StoreException.Conflict} thrown by the function are rolled
   * back and the function runs again, with back-off and jitter, for at most 5 s; then {@link
   * StoreException.Unavailable}.
   */
  <T> T write(Function<Tx, T> work);
}
