package dev.usher.directory.group;

import java.util.List;
import java.util.Optional;

/**
 * A group and, as far as an answer wants them at hand, its members.
 *
 * @param group as stored
 * @param members all of them, or none when they were not asked for; empty when there are more than
 *     are read at once, to be streamed by {@link Groups#streaming}
 */
public record GroupView(Group group, Optional<List<Member>> members) {

  /** A group that has more members than are read at once. */
  static GroupView ofMany(Group group) {
    return new GroupView(group, Optional.empty());
  }

  /** A group whose members nobody asked for. */
  static GroupView withoutMembers(Group group) {
    return new GroupView(group, Optional.of(List.of()));
  }
}
