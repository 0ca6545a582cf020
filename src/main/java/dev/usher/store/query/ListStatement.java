package dev.usher.store.query;

import java.util.List;
import java.util.UUID;

/**
 * A list request as a mapper embeds it: texts made of our own constants and parameter tokens, and
 * the values that the tokens bind.
 *
 * @param account whose rows are read
 * @param where a condition on alias of the table, never empty
 * @param orderBy the keys, ending in a unique one
 * @param parameters what {@code #{query.parameters[i]}} binds
 * @param offset rows to skip
 * @param limit rows to read
 */
public record ListStatement(
    UUID account, String where, String orderBy, List<Object> parameters, long offset, int limit) {

  public ListStatement {
    parameters = List.copyOf(parameters);
  }
}
