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
 */
public record QuerySql(UUID account, Sql filter, String orderBy) {

  /** The text of the filter. */
  public String where() {
    return filter.text();
  }

  /** The values that the filter's text refers to. */
  public List<Object> parameters() {
    return filter.parameters();
  }
}
