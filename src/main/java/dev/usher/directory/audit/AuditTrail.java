package dev.usher.directory.audit;

import dev.usher.directory.query.Lists;
import dev.usher.directory.query.PageWriting;
import dev.usher.directory.query.RowWriting;
import dev.usher.directory.query.WrittenRead;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.audit.AuditEventRow;
import dev.usher.store.query.JsonIds;
import dev.usher.store.query.QueryCompiler;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;

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

  /**
   * One page of a list (RFC 7644 §3.4.2).
   *
   * @param writing called once, with events that are read while they are written
   */
  public void list(UUID account, ListQuery query, PageWriting<AuditEvent> writing)
      throws IOException {
    Lists.Listing listing = lists.of(ResourceTypes.AUDIT_EVENT, compiler, account, query);
    WrittenRead.run(
        transactions,
        tx -> new EventPage(tx.mapper(AuditEventMapper.class), listing, account),
        page -> writing.write(page.head, page::each));
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

  /** A page whose ids are known and whose events are not read yet. */
  private static final class EventPage {
    private final AuditEventMapper mapper;
    private final UUID account;
    private final ListResponse<UUID> head;

    EventPage(AuditEventMapper mapper, Lists.Listing listing, UUID account) {
      this.mapper = mapper;
      this.account = account;
      this.head = listing.read(mapper, Function.identity(), Function.identity());
    }

    void each(PageWriting.ResourceWriting<? super AuditEvent> writing) throws IOException {
      if (!head.resources().isEmpty()) {
        String ids = JsonIds.of(head.resources());
        RowWriting.<AuditEventRow, AuditEvent>run(
            handler -> mapper.each(account, ids, handler), AuditEvent::of, writing);
      }
    }
  }
}
