package dev.usher.directory.group;

import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.group.MembershipRow;
import dev.usher.store.query.JsonIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The groups of people, as seen from the people. */
public final class Memberships {
  /**
   * Every group of these users, direct or through others, in one statement, or two where groups are
   * nested.
   *
   * @return by user, in the order of the groups' ids; users in no group are left out
   */
  public Map<UUID, List<Membership>> of(Tx tx, UUID account, Collection<UUID> users) {
    if (users.isEmpty()) {
      return Map.of();
    }
    String asked = JsonIds.of(users);
    return completed(
        tx, account, asked, tx.mapper(MemberMapper.class).directMemberships(account, asked));
  }

  /**
   * Every group of a user whose own ones are known.
   *
   * @param direct as {@link MemberMapper#directMemberships} reads them
   * @return in the order of the groups' ids
   */
  public List<Membership> of(Tx tx, UUID account, UUID user, List<MembershipRow> direct) {
    return direct.isEmpty()
        ? List.of()
        : completed(tx, account, JsonIds.of(List.of(user)), direct).get(user);
  }

  private static Map<UUID, List<Membership>> completed(
      Tx tx, UUID account, String users, List<MembershipRow> direct) {
    List<MembershipRow> rows =
        direct.stream().anyMatch(MembershipRow::nested)
            ? tx.mapper(MemberMapper.class).memberships(account, users)
            : direct;
    Map<UUID, List<Membership>> byUser = new HashMap<>();
    for (MembershipRow row : rows) {
      byUser.computeIfAbsent(row.userId(), id -> new ArrayList<>()).add(GroupRows.read(row));
    }
    return byUser;
  }

  /**
   * Takes somebody who is being deleted out of all groups, whose versions count up. Called after
   * everything that locks the account or its pools and before anything that locks the user.
   */
  public void leaveAll(Tx tx, UUID account, UUID user, Instant now) {
    MemberMapper members = tx.mapper(MemberMapper.class);
    List<UUID> groups = members.groupsOf(account, user);
    if (!groups.isEmpty()) {
      tx.mapper(GroupMapper.class).touch(account, groups, now);
      members.leave(account, user);
    }
  }
}
