package dev.usher.directory.query;

import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Runs reads whose results are written while they are read, from one state of the account. */
public final class WrittenRead {

  private WrittenRead() {}

  /** Writes what a read has prepared, and reads on meanwhile. */
  @FunctionalInterface
  public interface Writing<P> {
    void write(P prepared) throws IOException;
  }

  /**
   * Holds a connection of the database until the writing is done.
   *
   * @param prepare reads what has to be known before the first byte; may run more than once
   * @param writing runs once, since what it has written cannot be taken back
   * @throws StoreException when the database fails
   */
  public static <P> void run(
      Transactions transactions, Function<Tx, P> prepare, Writing<? super P> writing)
      throws IOException {
    AtomicBoolean begun = new AtomicBoolean();
    try {
      transactions.read(
          tx -> {
            P prepared = prepare.apply(tx);
            if (begun.getAndSet(true)) {
              throw new StoreException.Unavailable("the database failed under way", null);
            }
            write(prepared, writing);
            return begun;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <P> void write(P prepared, Writing<? super P> writing) {
    try {
      writing.write(prepared);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
