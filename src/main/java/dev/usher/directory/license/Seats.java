package dev.usher.directory.license;

import dev.usher.scim.error.ScimException;
import dev.usher.store.Tx;
import dev.usher.store.license.PoolMapper;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Moves seats in and out of their pools, always in the same order, so that writers never cross. */
public final class Seats {

  private Seats() {}

  /**
   * Frees what is no longer held and takes what is new.
   *
   * @param held until now
   * @param wanted from now on
   * @return freed seats that their pool did not count as taken, so that its counter is wrong; none
   *     as a rule, and also when somebody else has changed the user meanwhile
   * @throws ScimException 400 {@code invalidValue} naming the pool that has no seat left
   */
  public static Set<Seat> move(Tx tx, UUID account, Set<Seat> held, Set<Seat> wanted) {
    PoolMapper pools = tx.mapper(PoolMapper.class);
    Set<Seat> uncounted = new TreeSet<>();
    for (Seat seat : union(held, wanted)) {
      if (!wanted.contains(seat)) {
        if (!free(pools, account, seat)) {
          uncounted.add(seat);
        }
      } else if (!held.contains(seat) && !take(pools, account, seat)) {
        throw noSeat(seat);
      }
    }
    return uncounted;
  }

  /** The seats of {@link #move} whose pools are written. */
  public static Set<Seat> moving(Set<Seat> held, Set<Seat> wanted) {
    Set<Seat> moving = union(held, wanted);
    moving.removeIf(seat -> held.contains(seat) && wanted.contains(seat));
    return moving;
  }

  /** Takes of the remembered seats those that are left; what did not fit is not in the answer. */
  public static Set<Seat> restore(Tx tx, UUID account, Set<Seat> remembered) {
    PoolMapper pools = tx.mapper(PoolMapper.class);
    Set<Seat> taken = new TreeSet<>();
    for (Seat seat : new TreeSet<>(remembered)) {
      if (take(pools, account, seat)) {
        taken.add(seat);
      }
    }
    return taken;
  }

  private static boolean take(PoolMapper pools, UUID account, Seat seat) {
    return pools.take(account, seat.license(), seat.organization().orElse("")) == 1;
  }

  private static boolean free(PoolMapper pools, UUID account, Seat seat) {
    return pools.free(account, seat.license(), seat.organization().orElse("")) == 1;
  }

  private static ScimException noSeat(Seat seat) {
    String pool = seat.organization().map(id -> "the pool of " + id).orElse("the account's pool");
    return ScimException.invalidValue(
        "No seat of license %s is left in %s.".formatted(seat.license(), pool));
  }

  private static Set<Seat> union(Set<Seat> a, Set<Seat> b) {
    Set<Seat> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }
}
