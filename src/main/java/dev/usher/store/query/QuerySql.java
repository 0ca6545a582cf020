package dev.usher.store.query;

import java.util.List;
import java.util.UUID;

/**
 * A question to the database about one account's resources. A mapper method takes it as
 * {@code @Param("query")}, and its statement names the resource's table by the alias of the
 * attribute table ({@code u} for users). A page selects its ids first, from an index where there is
 * one, and joins the wide rows to those only:
 *
 * <pre>{@code
 * SELECT u.*
 * FROM (
 *   SELECT u.id FROM user u
 *   WHERE u.account_id = #{query.account} AND ${query.where}
 *   ORDER BY ${query.orderBy}
 *   LIMIT #{limit} OFFSET #{offset}
 * ) page
 * JOIN user u ON u.account_id = #{query.account} AND u.id = page.id
 * ORDER BY ${query.orderBy}
 * }</pre>
 *
 * Where a row stands in the order is read by its id:
 *
 * <pre>{@code
 * SELECT ${query.position} FROM user u
 * WHERE u.account_id = #{query.account} AND u.id = #{id}
 * }</pre>
 *
 * A total that is exact up to 10,000 never reads more than it must:
 *
 * <pre>{@code
 * SELECT COUNT(*) FROM (
 *   SELECT 1 FROM user u
 *   WHERE u.account_id = #{query.account} AND ${query.where}
 *   LIMIT 10001
 * ) counted
 * }</pre>
 *
 * The {@code $} substitutions are safe: no client's text is ever in them.
 *
 * @param account whose resources are looked at
 * @param filter what they must fulfil
 * @param orderBy what follows ORDER BY; a total order
 * @param position the value of a row that tells its place, beside its id; {@link #BY_ID} when the
 *     id alone tells it
 */
public record QuerySql(UUID account, Sql filter, String orderBy, String position) {
  private static final String BY_ID = "NULL";

  /** A question whose rows come in the order of their ids. */
  static QuerySql byId(UUID account, Sql filter, String orderBy) {
    return new QuerySql(account, filter, orderBy, BY_ID);
  }

  /** Whether a row's id alone tells its place in the order. */
  public boolean ordersById() {
    return position.equals(BY_ID);
  }

  /** The text of the filter. */
  public String where() {
    return filter.text();
  }

  /** The values that the filter's text refers to. */
  public List<Object> parameters() {
    return filter.parameters();
  }
}
