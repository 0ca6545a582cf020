package dev.usher.directory.audit;

import dev.usher.directory.query.Totals;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.scim.query.Sort;
import dev.usher.store.Transactions;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads the audit trail of an account. */
public final class AuditTrail {
  private final Transactions transactions;
  private final QueryCompiler compiler;
  private final Totals totals;

  /**
   * @param compiler for audit events
   */
  public AuditTrail(Transactions transactions, QueryCompiler compiler, Totals totals) {
    this.transactions = transactions;
    this.compiler = compiler;
    this.totals = totals;
  }

  /** One page of a list (RFC 7644 §3.4.2). */
  public ListResponse<AuditEvent> list(UUID account, ListQuery query) {
    QuerySql sql =
        compiler.compile(
            account,
            query.filter(),
            query.sort().map(Sort::path),
            query.sort().map(Sort::descending).orElse(false));
    Page.Index page = (Page.Index) query.page();
    return transactions.read(
        tx -> {
          AuditEventMapper mapper = tx.mapper(AuditEventMapper.class);
          List<AuditEvent> events =
              page.count() == 0
                  ? List.of()
                  : mapper.page(sql, page.offset(), page.count()).stream()
                      .map(AuditEvent::of)
                      .toList();
          long total =
              totals.of(
                  "AuditEvent",
                  sql,
                  page.offset(),
                  page.count(),
                  events.size(),
                  limit -> mapper.count(sql, limit));
          return new ListResponse<>(total, page, events);
        });
  }

  /**
   * One event.
   *
   * @throws ScimException 404
   */
  public AuditEvent get(UUID account, UUID id) {
    return transactions
        .read(tx -> tx.mapper(AuditEventMapper.class).find(account, id))
        .map(AuditEvent::of)
        .orElseThrow(
            () -> ScimException.notFound("There is no audit event with id %s.".formatted(id)));
  }

  /** The youngest events, in the order in which they were recorded. */
  public List<AuditEvent> last(UUID account, int limit) {
    return transactions.read(tx -> tx.mapper(AuditEventMapper.class).last(account, limit)).stream()
        .map(AuditEvent::of)
        .toList();
  }

  /**
   * The events from a time on. One may appear some seconds late, when its transaction took so long:
   * who follows the trail looks back a little and leaves out what they know.
   */
  public List<AuditEvent> since(UUID account, Instant time) {
    return transactions.read(tx -> tx.mapper(AuditEventMapper.class).since(account, time)).stream()
        .map(AuditEvent::of)
        .toList();
  }
}
