package dev.usher.store.query;

import java.util.List;
import java.util.UUID;

/**
 * A question about one account's resources of several types, in one order. A mapper method takes it
 * as {@code @Param("query")}; its statement is the union of its parts, each limited by itself, so
 * that none is read whole:
 *
 * <pre>{@code
 * SELECT found.type, found.id, ${query.position} AS value
 * FROM (
 *   (SELECT 'User' AS type, u.id AS id, ${part.absent} AS absent, ${part.key} AS sort_key
 *    FROM user u WHERE u.account_id = #{query.account} AND ${part.where}
 *    ORDER BY ${part.orderBy} LIMIT …)
 *   UNION ALL …
 * ) found
 * ORDER BY ${query.orderBy}
 * LIMIT #{limit} OFFSET #{offset}
 * }</pre>
 *
 * @param account whose resources are looked at
 * @param parts one a type, or more where each is one range of an index: no row is in two of them
 * @param parameters the values that all parts refer to
 * @param orderBy what follows the last ORDER BY; a total order
 * @param position what of a found row tells its place in the order, beside its id
 * @param askedAt the time that the parts may refer to
 */
public record UnionSql(
    UUID account,
    List<Part> parts,
    List<Object> parameters,
    String orderBy,
    String position,
    AskedAt askedAt) {
  public UnionSql {
    parts = List.copyOf(parts);
    parameters = List.copyOf(parameters);
  }

  /**
   * What is asked of one type.
   *
   * @param type the name of the resource type
   * @param where the condition
   * @param absent whether a row lacks what is sorted by
   * @param key what is sorted by
   * @param orderBy the same order within the type
   */
  public record Part(String type, String where, String absent, String key, String orderBy) {}
}
