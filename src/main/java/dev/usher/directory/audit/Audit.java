package dev.usher.directory.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import dev.usher.scim.error.ShortText;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.audit.AuditEventRow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit trail, in the transaction of the change it tells about: neither is there without
 * the other. A refusal is written in a transaction of its own, after that of the attempt has been
 * rolled back.
 */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /** As long as the columns are. */
  private static final int DISPLAY = 255;

  private static final int REASON = 4000;
  private static final int REQUEST_ID = 255;
  private static final int ADDRESS = 64;

  private final ObjectMapper mapper;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * @param ids makes UUIDv7s
   */
  public Audit(ObjectMapper mapper, Supplier<UUID> ids, Clock clock) {
    this.mapper = mapper;
    this.ids = ids;
    this.clock = clock;
  }

  /** A writer of its own, for those who are not wired to the server's. */
  public static Audit at(Clock clock) {
    return new Audit(new ObjectMapper(), Generators.timeBasedEpochGenerator()::generate, clock);
  }

  /**
   * Records what one transaction did.
   *
   * @param entries in the order in which they happened; nothing is written when there are none
   */
  public void record(Tx tx, UUID account, Caller caller, Collection<AuditEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    tx.changes(account);
    UUID transaction = ids.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<AuditEventRow> rows =
        entries.stream().map(entry -> row(entry, caller, transaction, now)).toList();
    AuditEventMapper events = tx.mapper(AuditEventMapper.class);
    tx.later(AuditEventRow.class, rows, together -> events.insert(account, together));
  }

  /** Records the one thing that a transaction did. */
  public void record(Tx tx, UUID account, Caller caller, AuditEntry entry) {
    record(tx, account, caller, List.of(entry));
  }

  /**
   * Records what was refused, after the attempt has been rolled back. Whoever asked is told of the
   * refusal, whatever happens here.
   */
  public void recordRefusal(
      Transactions transactions, UUID account, Caller caller, AuditEntry refusal) {
    try {
      transactions.write(
          tx -> {
            record(tx, account, caller, refusal);
            return refusal;
          });
    } catch (StoreException e) {
      LOG.error("A refusal could not be recorded in the audit trail", e);
    }
  }

  private AuditEventRow row(AuditEntry entry, Caller caller, UUID transaction, Instant now) {
    return new AuditEventRow(
        ids.get(),
        now,
        caller.kind().wireName(),
        caller.id().orElse(null),
        ShortText.cut(caller.display(), DISPLAY),
        entry.action().wireName(),
        entry.target().type(),
        entry.target().id().orElse(null),
        cut(entry.target().display(), DISPLAY),
        entry.refused() ? "refused" : "success",
        cut(entry.reason(), REASON),
        json(entry.before()),
        json(entry.after()),
        text(entry.attributes()),
        cut(caller.origin().requestId(), REQUEST_ID),
        cut(caller.origin().sourceAddress(), ADDRESS),
        transaction);
  }

  private String json(Map<String, Object> values) {
    return values.isEmpty() ? null : text(values);
  }

  private String text(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an audited value is not JSON", e);
    }
  }

  private static String cut(Optional<String> text, int length) {
    return text.map(each -> ShortText.cut(each, length)).orElse(null);
  }
}
