package dev.usher.directory.access;

import dev.usher.scim.error.ScimException;
import dev.usher.store.Tx;
import dev.usher.store.account.AccountGuardMapper;
import java.util.UUID;

/**
 * An account that has an Active administrator keeps at least one. The account's guard is written
 * before anybody counts, so two writers, on one node or several, cannot both remove the other's.
 */
public final class LastAdministrator {
  private final Tx tx;
  private final UUID account;
  private final boolean atStake;

  private LastAdministrator(Tx tx, UUID account, boolean atStake) {
    this.tx = tx;
    this.account = account;
    this.atStake = atStake;
  }

  /**
   * Called before the change, as the first write of its transaction.
   *
   * @param user who is about to lose the role or the access
   * @param beforeWriting called before the account's row is written, if it is
   */
  public static LastAdministrator guard(Tx tx, UUID account, UUID user, Runnable beforeWriting) {
    AccountGuardMapper mapper = tx.mapper(AccountGuardMapper.class);
    boolean administrator = mapper.activeAdministrator(account, user);
    if (administrator) {
      beforeWriting.run();
      mapper.raiseGuard(account);
    }
    return new LastAdministrator(tx, account, administrator);
  }

  /** For a change that cannot take the role or the access from anybody. */
  public static LastAdministrator notAtStake(Tx tx, UUID account) {
    return new LastAdministrator(tx, account, false);
  }

  /**
   * Called after the change.
   *
   * @throws ScimException 409 when nobody is left who administers the account
   */
  public void check() {
    if (atStake && !tx.mapper(AccountGuardMapper.class).activeAdministratorExists(account)) {
      throw ScimException.conflict(
          "This is the account's last active administrator; make somebody else one first.");
    }
  }
}
