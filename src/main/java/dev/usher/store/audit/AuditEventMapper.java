package dev.usher.store.audit;

import dev.usher.store.query.ListMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.session.ResultHandler;

/** The audit trail: added to and read, never changed. Every statement carries the account. */
public interface AuditEventMapper extends ListMapper<UUID> {

  /**
   * Adds events in one statement.
   *
   * @param rows at least one
   */
  void insert(@Param("account") UUID account, @Param("rows") List<AuditEventRow> rows);

  /**
   * Events in the order of their ids' places in the array, each handled as its row comes in. The
   * handler cannot use the transaction.
   *
   * @param ids a JSON array
   */
  void each(
      @Param("account") UUID account,
      @Param("ids") String ids,
      ResultHandler<AuditEventRow> handler);

  /** One event. */
  Optional<AuditEventRow> find(@Param("account") UUID account, @Param("id") UUID id);

  /**
   * The youngest events, in the order in which they were recorded, each handled as its row comes
   * in. The handler cannot use the transaction.
   */
  void last(
      @Param("account") UUID account,
      @Param("limit") int limit,
      ResultHandler<AuditEventRow> handler);

  /**
   * The events behind a position in the order of their times, and of their ids at the same time.
   *
   * @param limit how many at most
   */
  List<AuditEventKeyRow> keysBehind(
      @Param("account") UUID account,
      @Param("time") Instant time,
      @Param("id") UUID id,
      @Param("limit") int limit);
}
