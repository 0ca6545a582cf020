package dev.usher.store.audit;

import dev.usher.store.query.QuerySql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** The audit trail: added to and read, never changed. Every statement carries the account. */
public interface AuditEventMapper {

  /**
   * Adds events in one statement.
   *
   * @param rows at least one
   */
  void insert(@Param("account") UUID account, @Param("rows") List<AuditEventRow> rows);

  /** One event. */
  Optional<AuditEventRow> find(@Param("account") UUID account, @Param("id") UUID id);

  /** A page of events in the order of the query; the table has the alias {@code a}. */
  List<AuditEventRow> page(
      @Param("query") QuerySql query, @Param("offset") long offset, @Param("limit") int limit);

  /** How many events the query finds, counting no further than {@code limit}. */
  long count(@Param("query") QuerySql query, @Param("limit") long limit);

  /** The youngest events, in the order in which they were recorded. */
  List<AuditEventRow> last(@Param("account") UUID account, @Param("limit") int limit);

  /** The events from a time on, in the order in which they were recorded. */
  List<AuditEventRow> since(@Param("account") UUID account, @Param("time") Instant time);
}
