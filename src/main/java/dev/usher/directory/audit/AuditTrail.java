package dev.usher.directory.audit;

import dev.usher.directory.query.Lists;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.audit.AuditEventRow;
import dev.usher.store.query.QueryCompiler;
import java.util.UUID;

/** The audit trail of an account as a list of resources. */
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
    return transactions.read(
        tx -> listing.read(tx.mapper(AuditEventMapper.class), AuditEvent::of, AuditEventRow::id));
  }

  /**
   * One event.
   *
   * @throws ScimException 404
   */
  public AuditEvent get(UUID account, UUID id) {
    return transactions
        .readEach(tx -> tx.mapper(AuditEventMapper.class).find(account, id))
        .map(AuditEvent::of)
        .orElseThrow(
            () -> ScimException.notFound("There is no audit event with id %s.".formatted(id)));
  }
}
