package dev.usher.directory.audit;

import dev.usher.store.Transactions;
import dev.usher.store.audit.AuditEventMapper;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Follows the audit trail of an account, as the command line does. */
public final class AuditTail {
  private final Transactions transactions;

  public AuditTail(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The youngest events, in the order in which they were recorded. */
  public List<AuditEvent> last(UUID account, int limit) {
    return transactions
        .readEach(tx -> tx.mapper(AuditEventMapper.class).last(account, limit))
        .stream()
        .map(AuditEvent::of)
        .toList();
  }

  /**
   * The events from a time on. One may appear some seconds late, when its transaction took so long:
   * who follows the trail looks back a little and leaves out what they know.
   */
  public List<AuditEvent> since(UUID account, Instant time) {
    return transactions
        .readEach(tx -> tx.mapper(AuditEventMapper.class).since(account, time))
        .stream()
        .map(AuditEvent::of)
        .toList();
  }
}
