package dev.usher.directory.catalogue;

import static dev.usher.directory.RecentReads.LONGEST_AGE;

import com.github.benmanes.caffeine.cache.Interner;
import dev.usher.directory.AccountChanges;
import dev.usher.directory.RecentReads;
import dev.usher.directory.RecentReads.Limits;
import dev.usher.directory.Refusal;
import dev.usher.directory.Versioned;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.store.StoreException.ForeignKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The catalogues of accounts. Safe for use by many threads. */
public final class Catalogues {
  /** Of heap that an entry takes, at most. */
  private static final long BYTES = 200;

  /** Entries of all catalogues that are kept together: of a twelfth of the heap. */
  private static final long KEPT = Math.min(400_000, Runtime.getRuntime().maxMemory() / 12 / BYTES);

  private static final Catalogue NOTHING =
      new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of());

  private final Transactions transactions;
  private final AccountChanges changes;
  private final RecentReads<UUID, Versioned<Kept>> recent;

  /** Accounts that have left the shipped catalogue as it is share one. */
  private final Interner<Catalogue> shared = Interner.newWeakInterner();

  private record Kept(UUID account, Catalogue catalogue) {}

  /** For work that reads each catalogue once: nothing is kept. */
  public Catalogues(Transactions transactions) {
    this(transactions, new AccountChanges(transactions));
  }

  /**
   * @param changes by which what is kept is dropped
   */
  public Catalogues(Transactions transactions, AccountChanges changes) {
    this.transactions = transactions;
    this.changes = changes;
    this.recent =
        RecentReads.untilChanged(
            changes,
            new Limits<>(KEPT, (account, each) -> each.value().catalogue().size(), LONGEST_AGE),
            each -> each.value().account());
  }

  /** By which what is kept of catalogues is dropped. */
  public AccountChanges changes() {
    return changes;
  }

  /**
   * The catalogue of an account, at most 5 s old: good for what is shown. What is written is
   * decided by {@link #fresh}.
   */
  public Catalogue of(UUID accountId) {
    return recent(accountId).value();
  }

  /** The same, with the account's last change before it was read. */
  public Versioned<Catalogue> recent(UUID accountId) {
    Versioned<Kept> kept = recent.get(accountId, () -> Optional.of(read(accountId))).orElseThrow();
    return new Versioned<>(kept.value().catalogue(), kept.version());
  }

  /** The version first: the catalogue may be newer than that, and never older. */
  private Versioned<Kept> read(UUID accountId) {
    return transactions.readEach(
        tx -> {
          long version = changes.version(tx, accountId);
          return new Versioned<>(new Kept(accountId, shared.intern(fresh(tx, accountId))), version);
        });
  }

  /** The catalogue of an account as the transaction sees it. */
  public Catalogue fresh(Tx tx, UUID accountId) {
    return CatalogueRows.catalogue(tx.mapper(CatalogueMapper.class).read(accountId));
  }

  /** Writes the first catalogue of an account that is being created, in its transaction. */
  public void establish(Tx tx, UUID accountId, Catalogue catalogue) {
    CatalogueWriter.writeStandingProject(tx, accountId);
    CatalogueDifference all = CatalogueDifference.between(NOTHING, catalogue);
    CatalogueWriter.write(tx, accountId, catalogue, all);
  }

  /**
   * Makes the catalogue of an account what is wanted, in one transaction. Seats in use stay in use,
   * also above a lowered limit. Ids keep the spelling that they were first applied with.
   *
   * @return what was changed; nothing is written when it is empty
   * @throws Refusal when something in use would be dropped, or the last Active administrator would
   *     cease to be one; nothing is changed then
   */
  public CatalogueDifference apply(UUID accountId, Catalogue wanted) {
    CatalogueDifference glance = transactions.read(tx -> difference(tx, accountId, wanted));
    if (glance.isEmpty()) {
      return glance;
    }
    try {
      return changes.write(
          (tx, changed) -> {
            CatalogueDifference applied = apply(tx, accountId, wanted);
            changed.accept(accountId);
            return applied;
          });
    } catch (ForeignKey usedMeanwhile) {
      throw recorded(
          accountId,
          new Refusal(
              "nothing was changed: something that the file drops is in use (%s)"
                  .formatted(usedMeanwhile.constraint()),
              usedMeanwhile));
    } catch (Refusal refused) {
      throw recorded(accountId, refused);
    }
  }

  private Refusal recorded(UUID accountId, Refusal refused) {
    Audit.at(Clock.systemUTC())
        .recordRefusal(
            transactions,
            accountId,
            Caller.operator(),
            AuditEntry.refused(Action.CATALOGUE_APPLIED, target(accountId), refused.getMessage()));
    return refused;
  }

  private static Target target(UUID accountId) {
    return new Target("Catalogue", Optional.of(accountId.toString()), Optional.empty());
  }

  private CatalogueDifference apply(Tx tx, UUID accountId, Catalogue wanted) {
    // The lock that every rule about the account's administrators takes: written first, so that it
    // holds on all nodes of a cluster.
    tx.mapper(AccountMapper.class).takeGuard(accountId);
    Catalogue stored = fresh(tx, accountId);
    Catalogue spelled = CatalogueSpelling.of(stored, wanted);
    CatalogueDifference difference = CatalogueDifference.between(stored, spelled);
    CatalogueUse use = new CatalogueUse(tx, accountId);
    use.refuseWhatIsUsed(difference);
    boolean wasAdministered = use.hasActiveAdministrator();
    CatalogueWriter.write(tx, accountId, spelled, difference);
    if (wasAdministered && !use.hasActiveAdministrator()) {
      throw new Refusal(
          "nothing was changed: no Active administrator would be left; keep a role that one of them"
              + " has administrative");
    }
    Audit.at(Clock.systemUTC())
        .record(
            tx,
            accountId,
            Caller.operator(),
            AuditEntry.done(Action.CATALOGUE_APPLIED, target(accountId))
                .added("changes", difference.lines()));
    return difference;
  }

  private CatalogueDifference difference(Tx tx, UUID accountId, Catalogue wanted) {
    Catalogue stored = fresh(tx, accountId);
    return CatalogueDifference.between(stored, CatalogueSpelling.of(stored, wanted));
  }
}
