package dev.usher.directory.group;

import dev.usher.store.group.NestingRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which groups are in which groups: a directed graph that may have rings. */
final class NestingGraph {
  private final Map<UUID, List<UUID>> parents = new HashMap<>();
  private final Map<UUID, List<UUID>> children = new HashMap<>();

  NestingGraph(Collection<NestingRow> memberships) {
    for (NestingRow row : memberships) {
      parents.computeIfAbsent(row.child(), id -> new ArrayList<>()).add(row.group());
      children.computeIfAbsent(row.group(), id -> new ArrayList<>()).add(row.child());
    }
  }

  /** These groups and those that they are in, over any number of steps. */
  Set<UUID> above(Collection<UUID> groups) {
    return reached(parents, groups, Integer.MAX_VALUE);
  }

  /** These groups and those that are in them, over any number of steps. */
  Set<UUID> below(Collection<UUID> groups) {
    return reached(children, groups, Integer.MAX_VALUE);
  }

  /** Whether a group, with those above and those below it, is more than so many. */
  boolean closureExceeds(UUID group, int most) {
    Set<UUID> closure = reached(parents, List.of(group), most);
    if (closure.size() <= most) {
      closure.addAll(reached(children, List.of(group), most));
    }
    return closure.size() > most;
  }

  private static Set<UUID> reached(Map<UUID, List<UUID>> steps, Collection<UUID> from, int most) {
    Set<UUID> reached = new HashSet<>(from);
    Deque<UUID> waiting = new ArrayDeque<>(from);
    while (!waiting.isEmpty() && reached.size() <= most) {
      for (UUID next : steps.getOrDefault(waiting.remove(), List.of())) {
        if (reached.add(next)) {
          waiting.add(next);
        }
      }
    }
    return reached;
  }

  /**
   * How many groups stand above each other at most. Those of a ring count all, in one place, so
   * that a membership which goes never makes a way longer.
   */
  int levels() {
    Map<UUID, Integer> ring = rings();
    Map<Integer, Integer> sizes = new HashMap<>();
    ring.values().forEach(each -> sizes.merge(each, 1, Integer::sum));
    Map<Integer, Set<Integer>> up = new HashMap<>();
    Map<Integer, Integer> waitsFor = new HashMap<>();
    parents.forEach(
        (child, groups) ->
            groups.forEach(
                group -> {
                  boolean apart = !ring.get(child).equals(ring.get(group));
                  if (apart
                      && up.computeIfAbsent(ring.get(child), id -> new HashSet<>())
                          .add(ring.get(group))) {
                    waitsFor.merge(ring.get(group), 1, Integer::sum);
                  }
                }));
    Deque<Integer> ready = new ArrayDeque<>(sizes.keySet());
    ready.removeAll(waitsFor.keySet());
    Map<Integer, Integer> levels = new HashMap<>(sizes);
    while (!ready.isEmpty()) {
      int below = ready.remove();
      for (int group : up.getOrDefault(below, Set.of())) {
        levels.merge(group, levels.get(below) + sizes.get(group), Math::max);
        if (waitsFor.merge(group, -1, Integer::sum) == 0) {
          ready.add(group);
        }
      }
    }
    return levels.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** A number for each group; those that are above and below each other have the same one. */
  private Map<UUID, Integer> rings() {
    Map<UUID, Integer> ring = new HashMap<>();
    int number = 0;
    for (UUID group : inOrderOfLeaving()) {
      if (ring.containsKey(group)) {
        continue;
      }
      Deque<UUID> waiting = new ArrayDeque<>(List.of(group));
      ring.put(group, number);
      while (!waiting.isEmpty()) {
        for (UUID child : children.getOrDefault(waiting.remove(), List.of())) {
          if (ring.putIfAbsent(child, number) == null) {
            waiting.add(child);
          }
        }
      }
      number++;
    }
    return ring;
  }

  /** The last that a walk upwards leaves comes first (Kosaraju); without recursion. */
  private Deque<UUID> inOrderOfLeaving() {
    Deque<UUID> order = new ArrayDeque<>();
    Set<UUID> left = new HashSet<>();
    Set<UUID> entered = new HashSet<>();
    Set<UUID> all = new HashSet<>(parents.keySet());
    all.addAll(children.keySet());
    for (UUID start : all) {
      Deque<UUID> path = new ArrayDeque<>(List.of(start)); // some more than once
      while (!path.isEmpty()) {
        UUID group = path.peek();
        if (entered.add(group)) {
          parents.getOrDefault(group, List.of()).stream()
              .filter(parent -> !entered.contains(parent))
              .forEach(path::push);
        } else {
          path.pop();
          if (left.add(group)) {
            order.push(group);
          }
        }
      }
    }
    return order;
  }
}
