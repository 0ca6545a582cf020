package dev.usher.directory.group;

import dev.usher.directory.account.AccountSettings.UnknownMembers;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.error.ShortText;
import dev.usher.scim.patch.GroupPatch;
import dev.usher.scim.patch.MemberDelta;
import dev.usher.scim.resource.ResourceIds;
import dev.usher.store.StoreException;
import dev.usher.store.Tx;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.group.MemberRow;
import dev.usher.store.query.GroupAttributes;
import dev.usher.store.query.JsonIds;
import dev.usher.store.query.QuerySql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Changes the members of one group whose row is locked, without ever reading who they all are. Each
 * method tells how many members came or went, and the tally remembers the first of them.
 */
final class MemberChange {
  /** How many unknown ids a refusal names. */
  private static final int NAMED = 10;

  /** In code points, of an unknown id. */
  private static final int LONGEST_SHOWN = 64;

  private final MemberMapper members;
  private final GroupAttributes attributes;
  private final UUID account;
  private final UUID group;
  private final UnknownMembers unknown;
  private final MemberTally tally;
  private final NestingLimits nesting;

  MemberChange(
      Tx tx,
      GroupAttributes attributes,
      UUID account,
      UUID group,
      UnknownMembers unknown,
      MemberTally tally,
      NestingLimits nesting) {
    this.members = tx.mapper(MemberMapper.class);
    this.attributes = attributes;
    this.account = account;
    this.group = group;
    this.unknown = unknown;
    this.tally = tally;
    this.nesting = nesting;
  }

  /**
   * @throws ScimException 400 {@code invalidValue} for unknown ids and for the group itself, {@code
   *     mutability} or {@code noTarget} for a change of members in place
   */
  int apply(MemberDelta delta) {
    if (delta instanceof MemberDelta.Add add) {
      return add(add.ids());
    } else if (delta instanceof MemberDelta.Remove remove) {
      return remove(MemberIds.among(remove.ids()));
    } else if (delta instanceof MemberDelta.Replace replace) {
      return replace(replace.ids());
    } else if (delta instanceof MemberDelta.RemoveMatching matching) {
      return removeMatching(matching);
    } else if (delta instanceof MemberDelta.ChangeMatching matching) {
      throw isThere(matching)
          ? GroupPatch.unchangeable()
          : ScimException.noTarget("No member of the group matches the path.");
    }
    throw new IllegalArgumentException("unknown change of members " + delta.getClass());
  }

  /**
   * @param wanted as the client wrote them
   */
  int add(List<String> wanted) {
    return wanted.size() == 1 && addUser(wanted.get(0)) ? 1 : insert(known(wanted));
  }

  /**
   * Adds what is one user who is no member yet, as in most changes: trying it tells whether it is.
   *
   * @return false when it is not so, and nothing has changed
   */
  private boolean addUser(String wanted) {
    Optional<UUID> id = ResourceIds.read(wanted);
    if (id.isEmpty()) {
      return false;
    }
    List<UUID> user = List.of(id.get());
    try {
      members.insertUsers(account, group, user);
    } catch (StoreException.DuplicateKey | StoreException.ForeignKey e) {
      return false;
    }
    tally.added().add(1, user);
    return true;
  }

  private int remove(List<UUID> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    if (ids.size() == 1 && members.removeUser(account, group, ids.get(0))) {
      return tally.removed().add(1, ids);
    }
    String json = JsonIds.of(ids);
    List<UUID> leaving =
        MemberTally.Side.sample(
            ids, () -> members.present(account, group, json, MemberTally.NAMED));
    int removed =
        members.removeUsers(account, group, json) + members.removeGroups(account, group, json);
    return tally.removed().add(removed, leaving);
  }

  private int removeMatching(MemberDelta.RemoveMatching matching) {
    QuerySql users = attributes.matchingUsers(account, matching.condition());
    QuerySql groups = attributes.matchingGroups(account, matching.condition());
    List<UUID> leaving = new ArrayList<>(members.matchingUsers(users, group, MemberTally.NAMED));
    leaving.addAll(members.matchingGroups(groups, group, MemberTally.NAMED));
    int removed =
        members.removeMatchingUsers(users, group) + members.removeMatchingGroups(groups, group);
    return tally.removed().add(removed, leaving);
  }

  private boolean isThere(MemberDelta.ChangeMatching matching) {
    QuerySql users = attributes.matchingUsers(account, matching.condition());
    QuerySql groups = attributes.matchingGroups(account, matching.condition());
    return !members.matchingUsers(users, group, 1).isEmpty()
        || !members.matchingGroups(groups, group, 1).isEmpty();
  }

  /**
   * @param wanted as the client wrote them; none empties the group
   */
  int replace(List<String> wanted) {
    Known known = known(wanted);
    List<UUID> leaving = members.others(account, group, JsonIds.of(known.all()), MemberTally.NAMED);
    int removed =
        known.users().isEmpty()
            ? members.clearUsers(account, group)
            : members.keepUsers(account, group, JsonIds.of(known.users()));
    removed +=
        known.groups().isEmpty()
            ? members.clearGroups(account, group)
            : members.keepGroups(account, group, JsonIds.of(known.groups()));
    return tally.removed().add(removed, leaving) + insert(known);
  }

  /** Takes every member out. */
  int clear() {
    return replace(List.of());
  }

  private int insert(Known known) {
    if (known.all().isEmpty()) {
      return 0;
    }
    return known.all().size() <= Tx.ROWS_AT_ONCE ? insertFew(known) : insertMany(known);
  }

  private int insertFew(Known known) {
    Set<UUID> absent = new HashSet<>(absent(known, Tx.ROWS_AT_ONCE));
    return insertAbsent(known.users(), absent, users -> members.insertUsers(account, group, users))
        + insertAbsent(
            known.groups(),
            absent,
            groups -> nested(groups, members.insertGroups(account, group, groups)));
  }

  /** In the order of their ids, in which everybody locks users and groups. */
  private int insertAbsent(List<UUID> ids, Set<UUID> absent, ToIntFunction<List<UUID>> insert) {
    List<UUID> coming = ids.stream().filter(absent::contains).sorted().toList();
    return coming.isEmpty()
        ? 0
        : tally.added().add(unlessDeleted(() -> insert.applyAsInt(coming)), coming);
  }

  private int insertMany(Known known) {
    List<UUID> coming = absent(known, MemberTally.NAMED);
    int added = 0;
    if (!known.users().isEmpty()) {
      String users = JsonIds.of(known.users());
      added += unlessDeleted(() -> members.addUsers(account, group, users));
    }
    if (!known.groups().isEmpty()) {
      String groups = JsonIds.of(known.groups());
      added +=
          unlessDeleted(() -> nested(known.groups(), members.addGroups(account, group, groups)));
    }
    return tally.added().add(added, coming);
  }

  /** Of these groups so many have become members. */
  private int nested(List<UUID> groups, int number) {
    if (number > 0) {
      nesting.added(group, groups);
    }
    return number;
  }

  private List<UUID> absent(Known known, int limit) {
    return members.absent(account, group, JsonIds.of(known.all()), limit);
  }

  /** A member that was deleted since it was found: next time it is unknown. */
  private static int unlessDeleted(IntSupplier insert) {
    try {
      return insert.getAsInt();
    } catch (StoreException.ForeignKey e) {
      throw new StoreException.Conflict("a member was deleted meanwhile");
    }
  }

  private Known known(List<String> wanted) {
    List<UUID> ids = MemberIds.among(wanted);
    if (ids.contains(group)) {
      throw ScimException.invalidValue("members: a group cannot be its own member.");
    }
    List<MemberRow> rows = ids.isEmpty() ? List.of() : members.known(account, JsonIds.of(ids));
    Known known = Known.of(rows);
    if (unknown == UnknownMembers.REJECT) {
      refuseUnknown(wanted, known);
    }
    return known;
  }

  private static void refuseUnknown(List<String> wanted, Known known) {
    Set<UUID> found = new HashSet<>(known.users());
    found.addAll(known.groups());
    List<String> missing =
        wanted.stream()
            .filter(text -> ResourceIds.read(text).filter(found::contains).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      throw ScimException.invalidValue(
          "members: no user or group of this account has the id %s%s."
              .formatted(
                  missing.stream()
                      .limit(NAMED)
                      .map(text -> "“" + ShortText.cut(text, LONGEST_SHOWN) + "”")
                      .collect(Collectors.joining(", ")),
                  missing.size() > NAMED
                      ? " (and %,d more)".formatted(missing.size() - NAMED)
                      : ""));
    }
  }

  /**
   * The ids that exist, by kind.
   *
   * @param users in the order of their ids
   * @param groups in the order of their ids
   */
  private record Known(List<UUID> users, List<UUID> groups) {
    List<UUID> all() {
      List<UUID> all = new ArrayList<>(users);
      all.addAll(groups);
      return all;
    }

    static Known of(List<MemberRow> rows) {
      List<UUID> users = new ArrayList<>();
      List<UUID> groups = new ArrayList<>();
      for (MemberRow row : rows) {
        (row.kind().equals("User") ? users : groups).add(row.id());
      }
      return new Known(users, groups);
    }
  }
}
