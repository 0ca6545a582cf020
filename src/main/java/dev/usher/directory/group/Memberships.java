package dev.usher.directory.group;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.group.MembershipRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The groups of people, as seen from the people. */
public final class Memberships {
  private final GroupRows rows;

  /**
   * @param mapper reads aggregated columns
   */
  public Memberships(ObjectMapper mapper) {
    this.rows = new GroupRows(mapper);
  }

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
    MemberMapper members = tx.mapper(MemberMapper.class);
    List<UUID> asked = List.copyOf(users);
    List<MembershipRow> found = members.directMemberships(account, asked);
    if (found.stream().anyMatch(MembershipRow::nested)) {
      found = members.memberships(account, asked);
    }
    Map<UUID, List<Membership>> byUser = new HashMap<>();
    for (MembershipRow row : found) {
      byUser.computeIfAbsent(row.userId(), id -> new ArrayList<>()).add(rows.read(row));
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
