package dev.usher.directory.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.audit.Target;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records requests that were refused for their caller: in the audit trail of the account where one
 * is known, else in the log. Repetitions are counted: one record a minute for each address, caller
 * and reason says how many there were. Requests only note them in memory, {@link #flush} writes
 * them, so what was noted since the last flush is lost when the process dies. Safe for use by many
 * threads.
 */
public final class AccessTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AccessTrail.class);

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Beyond this what is new is counted in all. */
  private static final int MOST_KINDS = 10_000;

  /** Of one account in one flush: many addresses do not fill its trail faster. */
  private static final int MOST_ROWS = 20;

  private final Transactions transactions;
  private final Audit audit;
  private final Ticker ticker;
  private final Map<Kind, Occurrences> noted = new LinkedHashMap<>();
  private long unnoted;

  /** What is counted together. */
  private record Kind(
      Optional<UUID> account,
      Action action,
      Optional<UUID> caller,
      String network,
      String reason) {}

  /** How often it happened since it was last written. */
  private static final class Occurrences {
    private long count;
    private Optional<Long> writtenAt = Optional.empty();
    private Optional<Refused> last = Optional.empty();
  }

  /** A refusal that belongs to an account. */
  private record Refused(Caller caller, Target target) {}

  /** What one flush writes. */
  private record Due(Kind kind, Optional<Refused> last, long count) {}

  public AccessTrail(Transactions transactions, Audit audit, Ticker ticker) {
    this.transactions = transactions;
    this.audit = audit;
    this.ticker = ticker;
  }

  /**
   * Notes a refusal that belongs to an account.
   *
   * @param caller the known token, client or person, with the request's origin
   * @param reason a text that repeats with its cause; never a secret
   */
  public void refused(UUID account, Action action, Caller caller, Target target, String reason) {
    Kind kind =
        new Kind(
            Optional.of(account), action, caller.id(), SourceNetwork.of(caller.origin()), reason);
    note(kind, Optional.of(new Refused(caller, target)));
  }

  /**
   * Notes a refusal of a caller of which nothing is known.
   *
   * @param reason a text that repeats with its cause; never what the client sent
   */
  public void refused(RequestOrigin origin, String reason) {
    note(
        new Kind(
            Optional.empty(),
            Action.AUTHENTICATION_FAILED,
            Optional.empty(),
            SourceNetwork.of(origin),
            reason),
        Optional.empty());
  }

  private synchronized void note(Kind kind, Optional<Refused> refused) {
    Occurrences occurrences = noted.get(kind);
    if (occurrences == null) {
      if (noted.size() >= MOST_KINDS) {
        unnoted++;
        return;
      }
      occurrences = new Occurrences();
      noted.put(kind, occurrences);
    }
    occurrences.count++;
    occurrences.last = refused;
  }

  /** Writes what is due. What cannot be written is dropped; no request waits for it or fails. */
  public void flush() {
    Map<UUID, List<Due>> rows = new HashMap<>();
    for (Due each : due()) {
      if (each.kind().account().isPresent()) {
        rows.computeIfAbsent(each.kind().account().get(), absent -> new ArrayList<>()).add(each);
      } else {
        LOG.info(
            "{} requests from {} were refused: {}",
            each.count(),
            each.kind().network(),
            each.kind().reason());
      }
    }
    rows.forEach(this::write);
  }

  private synchronized List<Due> due() {
    long now = ticker.read();
    Map<Optional<UUID>, Integer> taken = new HashMap<>();
    List<Due> due = new ArrayList<>();
    Iterator<Map.Entry<Kind, Occurrences>> all = noted.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Kind, Occurrences> each = all.next();
      Occurrences occurrences = each.getValue();
      if (occurrences.writtenAt.filter(at -> now - at < PERIOD.toNanos()).isPresent()) {
        continue;
      }
      if (occurrences.count == 0) {
        all.remove();
      } else if (taken.merge(each.getKey().account(), 1, Integer::sum) <= MOST_ROWS) {
        due.add(new Due(each.getKey(), occurrences.last, occurrences.count));
        occurrences.count = 0;
        occurrences.writtenAt = Optional.of(now);
      }
    }
    if (unnoted > 0) {
      LOG.warn("{} more requests were refused for their caller than could be told apart", unnoted);
      unnoted = 0;
    }
    return due;
  }

  private void write(UUID account, List<Due> rows) {
    try {
      transactions.write(
          tx -> {
            for (Due row : rows) {
              Refused refused = row.last().orElseThrow();
              AuditEntry entry =
                  AuditEntry.refused(row.kind().action(), refused.target(), row.kind().reason());
              audit.record(tx, account, refused.caller(), entry.added("count", row.count()));
            }
            return rows;
          });
    } catch (StoreException e) {
      LOG.error("Refusals could not be recorded in the audit trail", e);
    }
  }
}
