package dev.usher.directory.audit;

import dev.usher.directory.query.RowWriting;
import dev.usher.store.Transactions;
import dev.usher.store.audit.AuditEventKeyRow;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.audit.AuditEventRow;
import dev.usher.store.query.JsonIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.ibatis.session.ResultHandler;

/**
 * Follows the audit trail of an account, as the command line does: each event is shown once. An
 * event has the time at which its transaction recorded it and appears when that commits, so behind
 * events that were recorded after it. Therefore each {@link #poll} looks again at a window of time
 * that open transactions may still fill, and remembers which events of the window are known. Not
 * for use by several threads.
 */
public final class AuditTail {
  /** How many events one statement reads. */
  private static final int PAGE = 1_000;

  /** About 1,100 events a second for 90 s; some 20 MiB. */
  private static final int REMEMBERED = 100_000;

  /** Commits that wait, and clocks of other machines. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Behind all ids of the same time. */
  private static final UUID LAST_ID = new UUID(-1, -1);

  private final Transactions transactions;
  private final UUID account;
  private final Duration window;
  private final Clock clock;
  private final int remembered;
  private Map<UUID, Instant> known = new LinkedHashMap<>();

  /** Up to which time nothing is looked at any more, because it cannot be remembered. */
  private Instant forgotten = Instant.EPOCH;

  /**
   * @param longestTransaction how long after the time of an event its transaction may commit: a
   *     request's time-out for writes
   */
  public AuditTail(
      Transactions transactions, UUID account, Duration longestTransaction, Clock clock) {
    this(transactions, account, longestTransaction.plus(MARGIN), clock, REMEMBERED);
  }

  AuditTail(Transactions transactions, UUID account, Duration window, Clock clock, int remembered) {
    this.transactions = transactions;
    this.account = account;
    this.window = window;
    this.clock = clock;
    this.remembered = remembered;
  }

  /**
   * Begins with the youngest events; what is recorded or committed from now on is for {@link
   * #poll}.
   *
   * @param show is called for each event, in the order in which they were recorded
   */
  public void begin(int last, Consumer<? super AuditEvent> show) {
    Instant from = clock.instant().minus(window);
    look(ignored -> {});
    read(
        (mapper, handler) -> mapper.last(account, last, handler),
        event -> {
          if (event.time().isAfter(from)) { // committed since the window was looked at, perhaps
            known.put(event.id(), event.time());
          }
          show.accept(event);
        });
  }

  /**
   * Shows what has appeared since the last time.
   *
   * @param show is called for each event; those that appear together in the order in which they
   *     were recorded
   */
  public void poll(Consumer<? super AuditEvent> show) {
    look(
        fresh -> {
          String ids = JsonIds.of(fresh);
          read((mapper, handler) -> mapper.each(account, ids, handler), show);
        });
  }

  /**
   * Whether more events came in the window than are remembered: one that commits late may not have
   * been shown.
   */
  public boolean isOverrun() {
    return forgotten.isAfter(Instant.EPOCH);
  }

  private void look(Consumer<List<UUID>> appeared) {
    Map<UUID, Instant> seen = new LinkedHashMap<>();
    AuditEventKeyRow behind = new AuditEventKeyRow(LAST_ID, start());
    List<AuditEventKeyRow> page;
    do {
      AuditEventKeyRow from = behind;
      page =
          transactions.readEach(
              tx ->
                  tx.mapper(AuditEventMapper.class)
                      .keysBehind(account, from.time(), from.id(), PAGE));
      List<UUID> fresh =
          page.stream().map(AuditEventKeyRow::id).filter(id -> !known.containsKey(id)).toList();
      if (!fresh.isEmpty()) {
        appeared.accept(fresh);
      }
      page.forEach(key -> seen.put(key.id(), key.time()));
      forgetSome(seen);
      behind = page.isEmpty() ? behind : page.get(page.size() - 1);
    } while (page.size() == PAGE);
    known = seen;
  }

  private Instant start() {
    Instant start = clock.instant().minus(window);
    return start.isAfter(forgotten) ? start : forgotten;
  }

  /** The oldest, whose time is not looked at again. */
  private void forgetSome(Map<UUID, Instant> seen) {
    Iterator<Instant> oldest = seen.values().iterator();
    for (int more = seen.size() - remembered; more > 0; more--) {
      forgotten = oldest.next();
      oldest.remove();
    }
  }

  /** A statement that hands its rows to what it is given. */
  private interface Rows {
    void read(AuditEventMapper mapper, ResultHandler<AuditEventRow> handler);
  }

  private void read(Rows rows, Consumer<? super AuditEvent> show) {
    try {
      transactions.readEach(
          tx -> {
            AuditEventMapper mapper = tx.mapper(AuditEventMapper.class);
            try {
              RowWriting.<AuditEventRow, AuditEvent>run(
                  handler -> rows.read(mapper, handler), AuditEvent::of, show::accept);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return rows;
          });
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("events cannot be shown", e);
    }
  }
}
