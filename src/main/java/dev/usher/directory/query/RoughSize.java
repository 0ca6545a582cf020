package dev.usher.directory.query;

import dev.usher.store.query.Position;
import dev.usher.store.query.QuerySql;
import dev.usher.store.query.UnionSql;
import java.util.Collection;

/**
 * How much of the heap a value takes, in bytes and roughly. What is remembered of a list is found
 * by its question, and that holds the client's filter: caches of such things are bounded by size.
 */
final class RoughSize {
  private static final int TEXT = 56;
  private static final int OTHER = 64;

  /** What a question has beside its conditions and their parameters: an order, by our own texts. */
  private static final int QUESTION = 2_000;

  private RoughSize() {}

  /** At most {@link Integer#MAX_VALUE}. */
  static int of(Object value) {
    return (int) Math.min(Integer.MAX_VALUE, bytes(value));
  }

  private static long bytes(Object value) {
    if (value instanceof String text) {
      return TEXT + 2L * text.length();
    }
    if (value instanceof Collection<?> several) {
      return OTHER + several.stream().mapToLong(each -> OTHER + bytes(each)).sum();
    }
    if (value instanceof Totals.Question counted) {
      return QUESTION + bytes(counted.conditions()) + bytes(counted.parameters());
    }
    if (value instanceof QuerySql query) {
      // its lookup has the condition and the parameters once more
      return QUESTION + 2 * (bytes(query.parts()) + bytes(query.parameters()));
    }
    if (value instanceof UnionSql query) {
      return QUESTION
          + query.parts().stream().mapToLong(RoughSize::part).sum()
          + bytes(query.parameters());
    }
    if (value instanceof Position row) {
      return OTHER + bytes(row.id()) + row.value().map(RoughSize::bytes).orElse(0L);
    }
    return OTHER;
  }

  private static long part(UnionSql.Part part) {
    return QUESTION + bytes(part.where());
  }
}
