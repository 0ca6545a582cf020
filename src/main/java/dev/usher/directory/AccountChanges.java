package dev.usher.directory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.account.AccountChangeMapper;
import dev.usher.store.account.AccountChangeRow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which accounts have changed, so that what this process keeps of them in memory ({@link
 * RecentReads}) is dropped: at once when this process changed them, else by a poll each second.
 * While no poll has succeeded for {@link #TRUST}, nothing that is kept counts. Safe for use by many
 * threads.
 *
 * <p>A change is one of what is kept: a token is revoked, a setting, the catalogue, an OAuth client
 * or an OpenID provider changes. Creating a token changes nothing that is kept, and neither do
 * issues and uses of tokens, which are frequent and would wait for each other here.
 */
public final class AccountChanges implements AutoCloseable {
  /** How long a poll is relied on, from its beginning: changes act within 5 s. */
  static final Duration TRUST = Duration.ofSeconds(4);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Where more have changed between two polls, looking for them is dearer than reading again. */
  private static final int MOST_ACCOUNTS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(AccountChanges.class);

  private static final String UNKNOWN =
      "It is not known which accounts have changed; each request reads for itself";

  private final Transactions transactions;
  private final Ticker ticker;
  private final List<RecentReads<?, ?>> kept = new CopyOnWriteArrayList<>();
  private final RepeatedWork polls = new RepeatedWork("account-changes", Duration.ZERO);

  /** The last number that was seen; guarded by this. */
  private Optional<Long> seen = Optional.empty();

  /** When the last poll that succeeded began; empty before there is one. */
  private volatile Optional<Long> polledAt = Optional.empty();

  private boolean failing;

  /** Nothing that is kept counts before {@link #start}, or a {@link #poll}. */
  public AccountChanges(Transactions transactions) {
    this(transactions, Ticker.systemTicker());
  }

  /**
   * @param ticker by which polls become too old
   */
  public AccountChanges(Transactions transactions, Ticker ticker) {
    this.transactions = transactions;
    this.ticker = ticker;
  }

  /** What is done in a transaction that changes accounts. */
  public interface Change<T> {
    /**
     * @param changed to be called with each account that the transaction changes; may not be called
     *     when nothing changes
     */
    T in(Tx tx, Consumer<UUID> changed);
  }

  /** Runs a write that changes accounts; what is kept of these is dropped when it has committed. */
  public <T> T write(Change<T> change) {
    Set<UUID> changed = new HashSet<>();
    try {
      return transactions.write(
          tx -> {
            Set<UUID> now = new HashSet<>();
            T result = change.in(tx, now::add);
            number(tx, now);
            changed.addAll(now);
            return result;
          });
    } finally {
      drop(changed); // also when the answer to the commit was lost
    }
  }

  /** The last thing that the transaction does, so that others wait for as little as possible. */
  private static void number(Tx tx, Set<UUID> accounts) {
    if (!accounts.isEmpty()) {
      AccountChangeMapper mapper = tx.mapper(AccountChangeMapper.class);
      mapper.takeNumber();
      accounts.forEach(mapper::put);
    }
  }

  /**
   * The number of an account's last change, as the transaction sees it: what was read before with
   * the same number is current.
   */
  public long version(Tx tx, UUID account) {
    return tx.mapper(AccountChangeMapper.class).version(account).orElse(0L);
  }

  /** Whether what is kept counts now. */
  boolean areKnown() {
    Optional<Long> start = polledAt;
    return start.isPresent() && ticker.read() - start.get() < TRUST.toNanos();
  }

  /** By which what is kept becomes too old. */
  public Ticker ticker() {
    return ticker;
  }

  /** Has what is kept dropped from now on. */
  void dropFrom(RecentReads<?, ?> reads) {
    kept.add(reads);
  }

  /** Drops what is kept of an account. */
  public void drop(UUID account) {
    drop(Set.of(account));
  }

  private void drop(Set<UUID> accounts) {
    if (!accounts.isEmpty()) {
      kept.forEach(each -> each.drop(accounts));
    }
  }

  /** Polls each second from now on. */
  public void start() {
    polls.nowAndEvery(PAUSE, this::attempt, UNKNOWN);
  }

  /** Logs the first failure of an outage, and its end. */
  private void attempt() {
    try {
      poll();
      if (failing) {
        LOG.info("Changes of accounts are known again");
        failing = false;
      }
    } catch (RuntimeException | Error e) {
      if (!failing) {
        LOG.warn(UNKNOWN, e);
        failing = true;
      }
    }
  }

  /**
   * Asks which accounts have changed since the last time, and drops what is kept of them.
   *
   * @throws dev.usher.store.StoreException.Unavailable when the database cannot be asked
   */
  public synchronized void poll() {
    long start = ticker.read();
    long since = seen.orElse(Long.MAX_VALUE);
    List<AccountChangeRow> rows =
        transactions.readEach(
            tx -> tx.mapper(AccountChangeMapper.class).since(since, MOST_ACCOUNTS));
    long last = rows.get(0).last();
    // What was read before the first poll may be older than it. After a restore of the database
    // numbers begin again.
    if (seen.isEmpty() || last < since || rows.size() == MOST_ACCOUNTS) {
      kept.forEach(RecentReads::dropAll);
    } else {
      drop(
          rows.stream()
              .map(AccountChangeRow::accountId)
              .filter(Objects::nonNull)
              .collect(Collectors.toUnmodifiableSet()));
    }
    seen = Optional.of(last);
    polledAt = Optional.of(start);
  }

  @Override
  public void close() {
    polls.close();
  }
}
