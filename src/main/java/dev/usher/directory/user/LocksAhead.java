package dev.usher.directory.user;

import dev.usher.directory.license.Seat;
import dev.usher.store.StoreException;
import dev.usher.store.Tx;
import dev.usher.store.account.AccountGuardMapper;
import dev.usher.store.license.PoolMapper;
import dev.usher.store.user.UserMapper;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The rows that a request locks before it reads its user, when a run before was in vain. The user's
 * row alone would be out of order: account and pools, which the change may write after it has read,
 * come before it. So the runs note what they are about to write, and the next one locks that in the
 * order in which everybody does: account, pools, user.
 */
final class LocksAhead {
  private final Set<Seat> pools = new TreeSet<>();
  private boolean account;
  private boolean taken;
  private boolean accountTaken;
  private Set<Seat> poolsTaken = Set.of();

  /** Called before each run: the locks of the one before are gone. */
  void begin() {
    taken = false;
  }

  /** Locks what the runs before have written, and the user. */
  void take(Tx tx, UUID accountId, UUID user) {
    if (account) {
      tx.mapper(AccountGuardMapper.class).lock(accountId);
    }
    PoolMapper mapper = tx.mapper(PoolMapper.class);
    pools.forEach(seat -> mapper.lock(accountId, seat.license(), seat.organization().orElse("")));
    tx.mapper(UserMapper.class).lock(accountId, user);
    taken = true;
    accountTaken = account;
    poolsTaken = Set.copyOf(pools);
  }

  /**
   * Called before the account's row is written.
   *
   * @throws StoreException.Conflict when the user's row is locked and the account's is not; the
   *     next run locks both, in their order
   */
  void account() {
    account = true;
    if (taken && !accountTaken) {
      throw new StoreException.Conflict("the account's row is locked before the user's");
    }
  }

  /**
   * Called before the rows of pools are written.
   *
   * @param seats which are taken or freed there
   * @throws StoreException.Conflict as {@link #account} does
   */
  void pools(Set<Seat> seats) {
    pools.addAll(seats);
    if (taken && !poolsTaken.containsAll(seats)) {
      throw new StoreException.Conflict("the rows of pools are locked before the user's");
    }
  }
}
