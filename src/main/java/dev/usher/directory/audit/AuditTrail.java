package dev.usher.directory.audit;

import dev.usher.directory.query.Lists;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.query.QueryCompiler;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads the audit trail of an account. */
public final class AuditTrail {
  private final Transactions transactions;
  private final QueryCompiler compiler;
  private final Lists lists;

  /**
   * @param compiler for audit events
   */
  public AuditTrail(Transactions transactions, QueryCompiler compiler, Lists lists) {
    this.transactions = transactions;
    this.compiler = compiler;
    this.lists = lists;
  }

  /** One page of a list (RFC 7644 §3.4.2). */
  public ListResponse<AuditEvent> list(UUID account, ListQuery query) {
    Lists.Listing listing = lists.of(ResourceTypes.AUDIT_EVENT, compiler, account, query);
    return transactions.read(tx -> listing.read(tx.mapper(AuditEventMapper.class), AuditEvent::of));
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
