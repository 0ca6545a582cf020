package dev.usher.directory.group;

import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.column.JsonColumn;
import dev.usher.store.group.GrantRow;
import dev.usher.store.group.GroupRow;
import dev.usher.store.group.GroupWrite;
import dev.usher.store.group.MemberRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Between rows, which may hold nulls, and the records of this room, which do not. */
final class GroupRows {
  private GroupRows() {}

  static Group read(GroupRow row) {
    GroupState state =
        new GroupState(
            row.displayName(),
            Optional.ofNullable(row.externalId()),
            Set.copyOf(ProjectGrant.COLUMN.read(row.projectRoles())));
    return new Group(row.id(), row.version(), row.createdAt(), row.lastModified(), state);
  }

  static Member read(MemberRow row) {
    return new Member(
        row.id(), Member.Kind.valueOf(row.kind()), Optional.ofNullable(row.displayName()));
  }

  /**
   * Members of one kind.
   *
   * @param column as {@link dev.usher.store.group.FewMembersRow} has it
   */
  static List<Member> members(String column, Member.Kind kind) {
    if (column == null) {
      return List.of();
    }
    return JsonColumn.parse(
        column,
        each ->
            new Member(
                UUID.fromString(each.path(0).textValue()),
                kind,
                Optional.ofNullable(each.path(1).textValue())));
  }

  static GroupWrite write(UUID account, UUID id, GroupState state, long version, Instant now) {
    return new GroupWrite(
        account,
        id,
        state.displayName(),
        state.externalId().orElse(null),
        ProjectGrant.COLUMN.write(new TreeSet<>(state.projectRoles())),
        version,
        now);
  }

  static List<GrantRow> grants(GroupState state) {
    return state.projectRoles().stream()
        .sorted()
        .map(grant -> new GrantRow(grant.project(), grant.role()))
        .toList();
  }
}
