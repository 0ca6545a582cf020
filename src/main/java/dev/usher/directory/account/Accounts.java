package dev.usher.directory.account;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.usher.directory.AccountChanges;
import dev.usher.directory.Names;
import dev.usher.directory.RecentReads;
import dev.usher.directory.Refusal;
import dev.usher.directory.Versioned;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.AccountRow;
import dev.usher.store.account.AccountWithSettingRow;
import dev.usher.store.account.SettingRow;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The accounts of this installation. What cannot be done is a {@link Refusal}. */
public final class Accounts {
  /** How many are kept in memory, each of less than 1 KiB. */
  private static final int KEPT = 20_000;

  private final Transactions transactions;
  private final Catalogues catalogues;
  private final Clock clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final RecentReads<UUID, Versioned<Account>> recent;

  /**
   * @param catalogues whose {@link Catalogues#changes()} the accounts share
   */
  public Accounts(Transactions transactions, Catalogues catalogues, Clock clock) {
    this.transactions = transactions;
    this.catalogues = catalogues;
    this.clock = clock;
    this.recent =
        RecentReads.untilChanged(changes(), RecentReads.Limits.of(KEPT), each -> each.value().id());
  }

  /** What changes of accounts, by which what is kept of them is dropped. */
  public AccountChanges changes() {
    return catalogues.changes();
  }

  /**
   * A new account with its catalogue and the standing grant {@link Catalogue#ALL_PROJECTS}.
   *
   * @param name unique, ignoring case
   * @param catalogue the shipped one when empty
   * @param settings by name, those that differ from the defaults
   * @throws Refusal when the name is taken or unusable, or a setting does not exist
   */
  public Account create(String name, Optional<Catalogue> catalogue, Map<String, String> settings) {
    String normalised = Names.normalised("the account's name", name);
    Map<String, String> checked = AccountSettings.checked(settings);
    Catalogue content = catalogue.orElseGet(CatalogueFile::shipped);
    UUID id = ids.generate();
    AccountRow row = new AccountRow(id, normalised, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    try {
      return transactions.write(
          tx -> {
            tx.mapper(AccountMapper.class).insert(row);
            put(tx, id, checked);
            catalogues.establish(tx, id, content);
            record(tx, id, AuditEntry.done(Action.ACCOUNT_CREATED, target(row)));
            return account(row, checked);
          });
    } catch (DuplicateKey taken) {
      throw new Refusal("there is an account named '%s' already".formatted(name), taken);
    }
  }

  /** Every account, by name. */
  public List<Account> list() {
    return transactions.read(
        tx -> {
          AccountMapper mapper = tx.mapper(AccountMapper.class);
          Map<UUID, Map<String, String>> settings =
              mapper.allSettings().stream()
                  .collect(
                      Collectors.groupingBy(
                          SettingRow::accountId,
                          Collectors.toMap(SettingRow::name, SettingRow::value)));
          return mapper.list().stream()
              .map(row -> account(row, settings.getOrDefault(row.id(), Map.of())))
              .toList();
        });
  }

  /** The account of that id as it is now; empty when there is none. */
  public Optional<Account> find(UUID id) {
    return transactions.readEach(tx -> find(tx, id));
  }

  /** The account of that id, as the transaction sees it; empty when there is none. */
  public Optional<Account> find(Tx tx, UUID id) {
    return read(tx, id).map(Versioned::value);
  }

  /**
   * The account of that id as it was at most 5 s ago, in this process at least as it was after the
   * last change; empty when there is none. What is written is decided by {@link AccountRules}.
   */
  public Optional<Versioned<Account>> recent(UUID id) {
    return recent.get(id, () -> transactions.readEach(tx -> read(tx, id)));
  }

  private static Optional<Versioned<Account>> read(Tx tx, UUID id) {
    List<AccountWithSettingRow> rows = tx.mapper(AccountMapper.class).find(id);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    AccountWithSettingRow first = rows.get(0);
    Map<String, String> stored =
        rows.stream()
            .filter(row -> row.setting() != null)
            .collect(
                Collectors.toMap(AccountWithSettingRow::setting, AccountWithSettingRow::value));
    Account account = new Account(first.id(), first.name(), AccountSettings.of(stored));
    return Optional.of(new Versioned<>(account, first.version() == null ? 0 : first.version()));
  }

  /**
   * The account of that name, ignoring case.
   *
   * @throws Refusal when there is none
   */
  public Account named(String name) {
    return transactions.read(tx -> named(tx, name));
  }

  /**
   * The account of that name as the transaction sees it, ignoring case.
   *
   * @throws Refusal when there is none
   */
  public Account named(Tx tx, String name) {
    AccountRow row =
        tx.mapper(AccountMapper.class)
            .named(name)
            .orElseThrow(() -> new Refusal("there is no account named '%s'".formatted(name)));
    return account(row, stored(tx, row.id()));
  }

  /**
   * All settings of an account as text, defaults included.
   *
   * @throws Refusal when there is no such account
   */
  public Map<String, String> settings(String name) {
    return transactions.read(tx -> AccountSettings.asText(stored(tx, named(tx, name).id())));
  }

  /**
   * Changes settings; this process follows at once, and other running servers within 5 s.
   *
   * @param changes by name
   * @return the account as it is now
   * @throws Refusal when the account, a setting or a value does not exist; nothing is changed then
   */
  public Account set(String name, Map<String, String> changes) {
    Map<String, String> checked = AccountSettings.checked(changes);
    return changes()
        .write(
            (tx, changed) -> {
              Account before = named(tx, name);
              Map<String, String> stored = AccountSettings.asText(stored(tx, before.id()));
              AuditEntry entry =
                  AuditEntry.done(
                      Action.ACCOUNT_SETTINGS_CHANGED,
                      Target.of("Account", before.id().toString(), before.name()));
              for (Map.Entry<String, String> change : checked.entrySet()) {
                String was = stored.get(change.getKey());
                if (!change.getValue().equals(was)) {
                  entry =
                      entry.changed(
                          change.getKey(),
                          Optional.ofNullable(was),
                          Optional.of(change.getValue()));
                }
              }
              put(tx, before.id(), checked);
              if (!entry.attributes().isEmpty()) {
                record(tx, before.id(), entry);
                changed.accept(before.id());
              }
              return named(tx, name);
            });
  }

  private static Target target(AccountRow row) {
    return Target.of("Account", row.id().toString(), row.name());
  }

  private void record(Tx tx, UUID account, AuditEntry entry) {
    Audit.at(clock).record(tx, account, Caller.operator(), entry);
  }

  private static void put(Tx tx, UUID id, Map<String, String> settings) {
    AccountMapper mapper = tx.mapper(AccountMapper.class);
    settings.forEach((name, value) -> mapper.putSetting(new SettingRow(id, name, value)));
  }

  private static Account account(AccountRow row, Map<String, String> stored) {
    return new Account(row.id(), row.name(), AccountSettings.of(stored));
  }

  private static Map<String, String> stored(Tx tx, UUID id) {
    return tx.mapper(AccountMapper.class).settings(id).stream()
        .collect(Collectors.toMap(SettingRow::name, SettingRow::value));
  }
}
