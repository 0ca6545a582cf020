package dev.usher.directory.group;

import dev.usher.directory.access.ProjectGrant;
import dev.usher.store.Tx;
import dev.usher.store.group.AncestorRow;
import dev.usher.store.group.MembershipRow;
import dev.usher.store.group.NestingMapper;
import dev.usher.store.query.JsonIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The groups that some people are in through other groups. Each group above theirs is read once,
 * however many of the people reach it and by however many ways.
 */
final class Ancestry {
  /** As the database orders ids. */
  private static final Comparator<Membership> BY_ID =
      Comparator.comparing(membership -> membership.group().toString());

  private final Map<UUID, List<Membership>> above = new HashMap<>();
  private final Map<UUID, Membership> direct = new HashMap<>();

  private Ancestry() {}

  /**
   * What is above the groups of people.
   *
   * @param people the direct memberships of each
   */
  static Ancestry of(Tx tx, UUID account, Collection<List<MembershipRow>> people) {
    Ancestry ancestry = new Ancestry();
    Set<UUID> nested = new HashSet<>();
    for (List<MembershipRow> rows : people) {
      rows.stream()
          .filter(MembershipRow::nested)
          .forEach(membership -> nested.add(membership.groupId()));
    }
    if (!nested.isEmpty()) {
      Map<UUID, Membership> shared = new HashMap<>();
      for (AncestorRow row :
          tx.mapper(NestingMapper.class).ancestors(account, JsonIds.of(nested))) {
        Membership parent = shared.computeIfAbsent(row.group(), id -> indirect(row));
        ancestry.above.computeIfAbsent(row.child(), id -> new ArrayList<>()).add(parent);
      }
    }
    return ancestry;
  }

  private static Membership indirect(AncestorRow row) {
    return new Membership(row.group(), row.displayName(), false, grants(row.projectRoles()));
  }

  private static Set<ProjectGrant> grants(String json) {
    return Set.copyOf(ProjectGrant.COLUMN.read(json));
  }

  /**
   * Every group of one of the people.
   *
   * @param rows that person's direct memberships, in the order of the groups' ids
   * @param most how many groups to find
   * @return in the order of their ids; a group that is both counts as direct; empty when there are
   *     more
   */
  Optional<List<Membership>> all(List<MembershipRow> rows, int most) {
    Map<UUID, Membership> found = new LinkedHashMap<>();
    rows.forEach(row -> found.put(row.groupId(), direct(row)));
    int own = found.size();
    Deque<UUID> waiting = new ArrayDeque<>(found.keySet());
    while (!waiting.isEmpty() && found.size() <= most) {
      for (Membership parent : above.getOrDefault(waiting.remove(), List.of())) {
        if (found.putIfAbsent(parent.group(), parent) == null) {
          waiting.add(parent.group());
        }
      }
    }
    if (found.size() > most) {
      return Optional.empty();
    }
    return Optional.of(
        found.size() == own
            ? List.copyOf(found.values())
            : found.values().stream().sorted(BY_ID).toList());
  }

  private Membership direct(MembershipRow row) {
    return direct.computeIfAbsent(
        row.groupId(),
        id -> new Membership(id, row.displayName(), true, grants(row.projectRoles())));
  }
}
