package dev.usher.store.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accounts and their settings. */
public interface AccountMapper {

  /** Throws {@code DuplicateKey("account_name")} when the name is taken. */
  void insert(AccountRow row);

  /** Every account, by name. */
  List<AccountRow> list();

  /**
   * One account with all that was set for it, in one statement.
   *
   * @return a row for each setting, or one without a setting; empty when there is no such account
   */
  List<AccountWithSettingRow> find(UUID id);

  /** The account of that name, ignoring case. */
  Optional<AccountRow> named(String name);

  /**
   * Writes the account's row, which locks its account-wide rules on every node of a cluster until
   * the transaction ends (administrators, catalogue).
   *
   * @return 1, or 0 when there is no such account
   */
  int takeGuard(UUID id);

  /** What was set for one account. */
  List<SettingRow> settings(UUID accountId);

  /** What was set for every account. */
  List<SettingRow> allSettings();

  void putSetting(SettingRow row);
}
