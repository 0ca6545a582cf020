package dev.usher.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows that wait for others of their kind, to be inserted together. What fails is thrown as {@link
 * Failed}, since the statement before which the rows are written is in most cases none of the
 * operation that left them: a handler of that statement must not take it for its own failure.
 */
final class LaterRows {
  /** Few different sizes, so that few different statements are prepared. */
  private static final int[] SIZES = {Tx.ROWS_AT_ONCE, 10, 4, 3, 2, 1};

  private Map<Object, Kind<?>> waiting = new LinkedHashMap<>();
  private Failed failed;

  /** Carries what a writer threw to the method of the transaction, which throws that. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final RuntimeException reason;

    Failed(RuntimeException reason) {
      super(null, reason, false, false);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }

  private static final class Kind<R> {
    private final Consumer<List<R>> writer;
    private final List<R> rows = new ArrayList<>();

    Kind(Consumer<List<R>> writer) {
      this.writer = writer;
    }

    void write() {
      int from = 0;
      while (from < rows.size()) {
        int count = size(rows.size() - from);
        writer.accept(rows.subList(from, from + count));
        from += count;
      }
    }
  }

  <R> void add(Object kind, List<R> rows, Consumer<List<R>> writer) {
    if (!rows.isEmpty()) {
      @SuppressWarnings("unchecked") // rows of one kind have one type
      Kind<R> sameKind = (Kind<R>) waiting.computeIfAbsent(kind, each -> new Kind<>(writer));
      sameKind.rows.addAll(rows);
    }
  }

  /**
   * Writes all of them; what a writer leaves meanwhile waits for the next time.
   *
   * @throws Failed what a writer threw, this time or before: without its rows nothing can go on
   */
  void write() {
    if (failed != null) {
      throw failed;
    }
    if (!waiting.isEmpty()) {
      Map<Object, Kind<?>> now = waiting;
      waiting = new LinkedHashMap<>();
      try {
        now.values().forEach(Kind::write);
      } catch (Failed already) {
        throw already;
      } catch (RuntimeException e) {
        failed = new Failed(e);
        throw failed;
      }
    }
  }

  /** Their transaction was rolled back. */
  void forget() {
    waiting.clear();
    failed = null;
  }

  private static int size(int left) {
    for (int size : SIZES) {
      if (size <= left) {
        return size;
      }
    }
    return left;
  }
}
