package dev.usher.store;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** An open transaction. Valid only inside the function that received it. */
public interface Tx {

  /** The MyBatis mapper of that type, bound to this transaction. */
  <M> M mapper(Class<M> type);

  /**
   * Leaves rows to be inserted together with others of their kind: before the next statement of
   * another mapper call, at the latest when the function that received this ends. What the writer
   * throws is not thrown by that statement, whose handlers know nothing of these rows: it ends the
   * function, and the method of {@link Transactions} throws it.
   *
   * @param kind rows of equal kinds are written together, by the writer of the first of them
   * @param writer takes rows in the order in which they were left, at least one and at most {@link
   *     #ROWS_AT_ONCE}; kinds are written in the order of their first rows
   */
  <R> void later(Object kind, List<R> rows, Consumer<List<R>> writer);

  /**
   * Says that this transaction changes what belongs to an account. When it has ended, {@link
   * Transactions#changes} has counted it.
   */
  void changes(UUID account);

  /** How many rows one statement has at most: few different statements stay prepared. */
  int ROWS_AT_ONCE = 50;
}
