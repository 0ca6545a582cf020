package dev.usher.store;

/** An open transaction. Valid only inside the function that received it. */
public interface Tx {

  /** The MyBatis mapper of that type, bound to this transaction. */
  <M> M mapper(Class<M> type);
}
