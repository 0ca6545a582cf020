package dev.usher.store.query;

import java.util.List;
import java.util.UUID;

/**
 * A question for the one resource that has a certain value, or the few. A mapper method takes it as
 * {@code @Param("query")}, and reads the wide rows in the one statement that finds them:
 *
 * <pre>{@code
 * SELECT u.* FROM ${query.from}
 * WHERE u.account_id = #{query.account} AND ${query.where}
 * LIMIT #{limit}
 * }</pre>
 *
 * The rows have no order, and a resource that has the value twice may be there twice. Whoever gets
 * more than one resource, or {@code limit} rows, asks the {@link QuerySql} instead.
 *
 * @param account whose resources are looked at
 * @param from the index that leads to them, and the way from there to the resource's table, which
 *     has the alias of the attribute table
 * @param where the whole condition, made as {@link Sql} says
 * @param parameters the values that the condition refers to
 */
public record Lookup(UUID account, String from, String where, List<Object> parameters) {
  public Lookup {
    parameters = List.copyOf(parameters);
  }
}
