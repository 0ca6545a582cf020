package dev.usher.directory.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.store.group.NestingRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How large and how deep the nesting of groups is. */
class NestingGraphTest {

  @Test
  void aChainHasAsManyLevelsAsGroupsAndAShortcutChangesNothing() {
    List<NestingRow> chain = new ArrayList<>();
    for (int i = 1; i < 2_000; i++) {
      chain.add(edge(i, i + 1));
    }
    assertThat(new NestingGraph(chain).levels()).isEqualTo(2_000);
    chain.add(edge(1, 2_000));
    assertThat(new NestingGraph(chain).levels()).isEqualTo(2_000);
    assertThat(new NestingGraph(chain).closureExceeds(id(1_000), 2_000)).isFalse();
    assertThat(new NestingGraph(chain).closureExceeds(id(1_000), 1_999)).isTrue();
  }

  @Test
  void theGroupsOfARingAllCount() {
    List<NestingRow> rows = List.of(edge(1, 2), edge(2, 3), edge(3, 1), edge(3, 4), edge(5, 1));
    assertThat(new NestingGraph(rows).levels()).isEqualTo(5);
    assertThat(new NestingGraph(List.of()).levels()).isZero();
  }

  @Test
  void siblingsAreNotInEachOthersClosure() {
    NestingGraph fan = new NestingGraph(List.of(edge(1, 2), edge(1, 3), edge(1, 4), edge(9, 4)));
    assertThat(fan.closureExceeds(id(1), 3)).isTrue();
    assertThat(fan.closureExceeds(id(2), 2)).isFalse();
    assertThat(fan.closureExceeds(id(4), 3)).isFalse();
    assertThat(fan.levels()).isEqualTo(2);
  }

  /** What removals rely on, which are never refused. */
  @Property(tries = 300)
  void aMembershipThatGoesMakesNothingLargerOrDeeper(@ForAll long seed) {
    Random random = new Random(seed);
    Set<NestingRow> rows = new HashSet<>();
    int groups = 2 + random.nextInt(8);
    for (int i = random.nextInt(20); i >= 0; i--) {
      int group = random.nextInt(groups);
      int child = random.nextInt(groups);
      if (group != child) {
        rows.add(edge(group, child));
      }
    }
    NestingGraph all = new NestingGraph(rows);
    assertThat(all.levels()).isEqualTo(longest(rows, groups));
    for (NestingRow row : rows) {
      Set<NestingRow> fewer = new HashSet<>(rows);
      fewer.remove(row);
      NestingGraph rest = new NestingGraph(fewer);
      assertThat(rest.levels()).isLessThanOrEqualTo(all.levels());
      for (int i = 0; i < groups; i++) {
        for (int most = 0; most < groups; most++) {
          if (!all.closureExceeds(id(i), most)) {
            assertThat(rest.closureExceeds(id(i), most)).isFalse();
          }
        }
      }
    }
  }

  /** As plainly as possible: the most groups that can be passed going up, with whole rings. */
  private static int longest(Set<NestingRow> rows, int groups) {
    NestingGraph graph = new NestingGraph(rows);
    int longest = 0;
    for (int i = 0; i < groups; i++) {
      boolean known = graph.above(List.of(id(i))).size() + graph.below(List.of(id(i))).size() > 2;
      longest = Math.max(longest, known ? from(graph, i, groups) : 0);
    }
    return longest;
  }

  private static int from(NestingGraph graph, int group, int groups) {
    Set<UUID> above = graph.above(List.of(id(group)));
    Set<UUID> ring = new HashSet<>(above);
    ring.retainAll(graph.below(List.of(id(group))));
    int best = 0;
    for (int next = 0; next < groups; next++) {
      if (above.contains(id(next)) && !ring.contains(id(next))) {
        best = Math.max(best, from(graph, next, groups));
      }
    }
    return ring.size() + best;
  }

  private static NestingRow edge(int group, int child) {
    return new NestingRow(id(group), id(child));
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
