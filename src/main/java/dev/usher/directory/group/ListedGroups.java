package dev.usher.directory.group;

import dev.usher.directory.query.PageWriting.ResourceWriting;
import dev.usher.directory.query.RowWriting;
import dev.usher.store.Tx;
import dev.usher.store.group.FewMembersRow;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.query.JsonIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Adds members to the groups of a list. Whether a group has them depends on how many it has, not on
 * the page, so a client that walks by pages of another size sees the same.
 */
final class ListedGroups {
  private final MemberMapper mapper;
  private final MemberReader reader;
  private final UUID account;
  private final int most;

  /**
   * @param tx of a read, which has to be open while groups are written
   * @param most how many members a group of {@link ListedMembers#OF_SMALL_GROUPS} may have
   */
  ListedGroups(Tx tx, UUID account, int most) {
    this.mapper = tx.mapper(MemberMapper.class);
    this.reader = new MemberReader(tx, account);
    this.account = account;
    this.most = most;
  }

  /**
   * Gives each group to a writer, with the members that the list carries. Those of small groups are
   * read in one statement, and one group's are in memory at a time.
   */
  void each(List<Group> groups, ListedMembers shown, ResourceWriting<? super ListedGroup> writing)
      throws IOException {
    if (shown == ListedMembers.OF_SMALL_GROUPS && most > 0 && !groups.isEmpty()) {
      withFew(groups, writing);
      return;
    }
    for (Group group : groups) {
      writing.write(
          shown == ListedMembers.ALL
              ? new ListedGroup(group, reader.members(group.id()))
              : ListedGroup.withoutMembers(group));
    }
  }

  private void withFew(List<Group> groups, ResourceWriting<? super ListedGroup> writing)
      throws IOException {
    Iterator<Group> next = groups.iterator();
    RowWriting.<FewMembersRow, FewMembersRow>run(
        handler ->
            mapper.few(account, JsonIds.of(groups.stream().map(Group::id).toList()), most, handler),
        row -> row,
        row -> {
          Group group = next.next();
          while (!group.id().equals(row.group())) { // a large one has no row
            writing.write(ListedGroup.withoutMembers(group));
            group = next.next();
          }
          writing.write(listed(group, row));
        });
    while (next.hasNext()) {
      writing.write(ListedGroup.withoutMembers(next.next()));
    }
  }

  /** The row has so many users and so many groups at most; together they may be more. */
  private ListedGroup listed(Group group, FewMembersRow row) {
    List<Member> members = new ArrayList<>(GroupRows.members(row.users(), Member.Kind.User));
    members.addAll(GroupRows.members(row.groups(), Member.Kind.Group));
    return members.size() > most
        ? ListedGroup.withoutMembers(group)
        : new ListedGroup(group, members.iterator());
  }
}
