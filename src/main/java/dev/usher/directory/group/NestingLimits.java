package dev.usher.directory.group;

import dev.usher.scim.error.ScimException;
import dev.usher.store.Tx;
import dev.usher.store.group.NestingMapper;
import dev.usher.store.group.NestingRow;
import dev.usher.store.query.JsonIds;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps the nesting of groups small where it is written, since whoever reads people pays for it:
 * everything above their groups is read with them.
 *
 * <p>Memberships of groups are collected while a transaction makes them, and checked at its end,
 * with all that the account has committed: whoever checks holds the account's row in {@code
 * group_nesting} until the commit. Memberships that go need no check: without one no group has more
 * groups above or below it, and no way up is longer.
 */
final class NestingLimits {
  /** How many groups may stand above each other; those of a ring count all. */
  static final int MOST_LEVELS = 10;

  /** How many groups a group, those above it and those below it may be. */
  static final int MOST_GROUPS = 500;

  /** How many memberships of groups in groups may hang together: 500 groups, 40 in each. */
  static final int MOST_MEMBERSHIPS = 20_000;

  private final Tx tx;
  private final UUID account;
  private final Set<UUID> touched = new HashSet<>();

  NestingLimits(Tx tx, UUID account) {
    this.tx = tx;
    this.account = account;
  }

  /** Groups have become members of a group. */
  void added(UUID group, Collection<UUID> children) {
    touched.add(group);
    touched.addAll(children);
  }

  /**
   * Checks what was added since the last check.
   *
   * @throws ScimException 400 {@code invalidValue} that names the limit
   */
  void check() {
    if (touched.isEmpty()) {
      return;
    }
    NestingMapper nesting = tx.mapper(NestingMapper.class);
    nesting.raiseGuard(account);
    String asked = JsonIds.of(touched);
    NestingGraph near = graph(nesting, asked, asked);
    Set<UUID> above = near.above(touched);
    Set<UUID> below = near.below(touched);
    NestingGraph graph = graph(nesting, JsonIds.of(below), JsonIds.of(above));
    Set<UUID> concerned = new HashSet<>(above);
    concerned.addAll(below);
    if (concerned.stream().anyMatch(group -> graph.closureExceeds(group, MOST_GROUPS))) {
      throw refusal(
          "a group, those that it is in and those in it may be at most %,d groups", MOST_GROUPS);
    }
    int levels = graph.levels();
    if (levels > MOST_LEVELS) {
      throw refusal(
          "groups may be nested in at most %,d levels, where those of a ring count all,"
              + " and these would be %,d",
          MOST_LEVELS, levels);
    }
    touched.clear();
  }

  private NestingGraph graph(NestingMapper nesting, String upFrom, String downFrom) {
    Set<NestingRow> memberships =
        new HashSet<>(nesting.above(account, upFrom, MOST_MEMBERSHIPS + 1));
    memberships.addAll(nesting.below(account, downFrom, MOST_MEMBERSHIPS + 1));
    if (memberships.size() > MOST_MEMBERSHIPS) {
      throw refusal(
          "at most %,d memberships of groups in groups may hang together", MOST_MEMBERSHIPS);
    }
    return new NestingGraph(memberships);
  }

  private static ScimException refusal(String limit, Object... numbers) {
    return ScimException.invalidValue("members: " + limit.formatted(numbers) + ".");
  }
}
