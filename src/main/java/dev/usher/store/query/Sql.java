package dev.usher.store.query;

import java.util.List;

/**
 * A condition for a mapper to embed.
 *
 * @param text made only of this package's constants and of MyBatis tokens: {@code
 *     #{query.parameters[0]}} and so on for its parameters, {@code #{query.account}} for the
 *     account, {@code #{query.askedAt.time}} for the time; in parentheses where it needs them. It
 *     evaluates to true, or else to false or NULL
 * @param parameters the values, each a {@link String}, {@link java.math.BigDecimal}, {@link
 *     Double}, {@link java.time.LocalDateTime} (UTC) or {@link java.util.UUID}; never null
 */
public record Sql(String text, List<Object> parameters) {

  /** Holds for every row. */
  public static final Sql EVERYTHING = new Sql("TRUE", List.of());

  public Sql {
    parameters = List.copyOf(parameters);
  }
}
