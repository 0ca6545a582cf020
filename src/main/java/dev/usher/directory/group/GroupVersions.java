package dev.usher.directory.group;

import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The versions of many groups at once. */
final class GroupVersions {
  /** A statement cannot have as many parameters as somebody may have groups. */
  private static final int AT_ONCE = 1_000;

  private GroupVersions() {}

  /**
   * Counts them up.
   *
   * @param groups in the order of their ids, in which everybody locks groups
   */
  static void raise(Tx tx, UUID account, List<UUID> groups, Instant now) {
    GroupMapper mapper = tx.mapper(GroupMapper.class);
    for (int from = 0; from < groups.size(); from += AT_ONCE) {
      int to = Math.min(groups.size(), from + AT_ONCE);
      mapper.touch(account, groups.subList(from, to), now);
    }
  }
}
