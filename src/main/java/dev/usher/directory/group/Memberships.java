package dev.usher.directory.group;

import dev.usher.store.Tx;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.group.MembershipRow;
import dev.usher.store.query.JsonIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The groups of people, as seen from the people. */
public final class Memberships {
  /**
   * So many direct memberships of a page are read without asking who has too many. More are read
   * only of those who have not.
   */
  private static final int READ_AT_ONCE = 20_000;

  private final int most;

  /**
   * @param most in how many groups a user may be to be listed with them
   */
  public Memberships(int most) {
    this.most = most;
  }

  /** In how many groups a user may be to be listed with them. */
  public int most() {
    return most;
  }

  /**
   * Every group of these users, direct or through others, as lists show them: in one statement, two
   * where groups are nested, and two more where people are in very many.
   *
   * @return by user, in the order of the groups' ids; nothing for those in more than {@link #most}
   *     groups; users in no group are left out
   */
  public Map<UUID, Optional<List<Membership>>> listed(Tx tx, UUID account, Collection<UUID> users) {
    if (users.isEmpty()) {
      return Map.of();
    }
    MemberMapper members = tx.mapper(MemberMapper.class);
    Map<UUID, Optional<List<Membership>>> listed = new HashMap<>();
    String asked = JsonIds.of(users);
    List<MembershipRow> rows = members.directMemberships(account, asked, READ_AT_ONCE);
    if (rows.size() == READ_AT_ONCE) {
      Set<UUID> others = new HashSet<>(users);
      for (UUID user : members.inMoreGroupsThan(account, asked, most)) {
        listed.put(user, Optional.empty());
        others.remove(user);
      }
      rows = members.directMemberships(account, JsonIds.of(others), Integer.MAX_VALUE);
    }
    Map<UUID, List<MembershipRow>> byUser = new LinkedHashMap<>();
    rows.forEach(row -> byUser.computeIfAbsent(row.userId(), id -> new ArrayList<>()).add(row));
    byUser.values().removeIf(direct -> tooMany(direct, listed));
    Ancestry ancestry = Ancestry.of(tx, account, byUser.values());
    byUser.forEach((user, direct) -> listed.put(user, ancestry.all(direct, most)));
    return listed;
  }

  private boolean tooMany(
      List<MembershipRow> direct, Map<UUID, Optional<List<Membership>>> listed) {
    if (direct.size() > most) {
      listed.put(direct.get(0).userId(), Optional.empty());
    }
    return direct.size() > most;
  }

  /** Every group of a user, however many. */
  public List<Membership> of(Tx tx, UUID account, UUID user) {
    return of(
        tx,
        account,
        tx.mapper(MemberMapper.class)
            .directMemberships(account, JsonIds.of(List.of(user)), Integer.MAX_VALUE));
  }

  /**
   * Every group of a user whose own ones are known.
   *
   * @param direct as {@link MemberMapper#directMemberships} reads them
   * @return in the order of the groups' ids
   */
  public List<Membership> of(Tx tx, UUID account, List<MembershipRow> direct) {
    return Ancestry.of(tx, account, List.of(direct)).all(direct, Integer.MAX_VALUE).orElseThrow();
  }

  /**
   * Takes somebody who is being deleted out of all groups, whose versions count up. Called after
   * everything that locks the account or its pools and before anything that locks the user.
   */
  public void leaveAll(Tx tx, UUID account, UUID user, Instant now) {
    MemberMapper members = tx.mapper(MemberMapper.class);
    List<UUID> groups = members.groupsOf(account, user);
    if (!groups.isEmpty()) {
      GroupVersions.raise(tx, account, groups, now);
      members.leave(account, user);
    }
  }
}
