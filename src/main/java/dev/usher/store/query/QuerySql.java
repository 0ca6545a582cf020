package dev.usher.store.query;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A question to the database about one account's resources. A mapper method takes it as
 * {@code @Param("query")}, and its statement names the resource's table by the alias of the
 * attribute table ({@code u} for users). A page selects its ids first, from an index where there is
 * one, and joins the wide rows to those only; {@code ListMapper.ids} selects them:
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
 * @param parts the conditions that together say which rows are wanted. No row fulfils two of them,
 *     and those of one come before those of the next. Each is one range of an index where the whole
 *     may be none that the database finds
 * @param parameters the values that the parts refer to
 * @param order of the rows
 * @param lookup the same question where few fulfil the condition, and ids alone make the order,
 *     from the lowest to the highest
 * @param askedAt the time that the parts and the order may refer to
 */
public record QuerySql(
    UUID account,
    List<String> parts,
    List<Object> parameters,
    RowOrder order,
    Optional<Lookup> lookup,
    AskedAt askedAt) {
  public QuerySql {
    parts = List.copyOf(parts);
    parameters = List.copyOf(parameters);
  }

  /** The whole condition. */
  public String where() {
    return parts.size() == 1 ? parts.get(0) : "(" + String.join(" OR ", parts) + ")";
  }

  /** Whether it asks for all rows in the order of their ids, which is that of the primary key. */
  public boolean walksPrimaryKey() {
    return ordersById() && asksForAll();
  }

  /** Whether no row of the account is left out. */
  public boolean asksForAll() {
    return parts.equals(List.of(Sql.EVERYTHING.text()));
  }

  /** What follows ORDER BY; a total order. */
  public String orderBy() {
    return order.orderBy();
  }

  /** The first of what follows ORDER BY, without its direction. */
  public String sortKey() {
    return order.key().order();
  }

  /** What follows each expression of the order: nothing, or DESC. */
  public String direction() {
    return order.direction();
  }

  /** Whether a row's id alone tells its place in the order. */
  public boolean ordersById() {
    return order.byId();
  }

  /** The value of a row that tells its place, beside its id. */
  public String position() {
    return order.position();
  }
}
