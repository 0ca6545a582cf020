package dev.usher.scim.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Groups that refer to each other at random. */
class BulkPlanPropertyTest {

  @Property
  void everyOperationIsInOneStepAfterAllThatItNeeds(
      @ForAll("references") List<Set<Integer>> graph) {
    BulkPlan plan = BulkPlan.of(operations(graph));
    Map<Integer, Integer> stepOf = stepOf(plan);
    assertThat(stepOf.keySet()).hasSize(graph.size());
    for (int i = 0; i < graph.size(); i++) {
      assertThat(plan.fault(i)).isEmpty();
      assertThat(plan.needs(i)).isEqualTo(graph.get(i));
      for (int need : graph.get(i)) {
        assertThat(stepOf.get(need)).isLessThanOrEqualTo(stepOf.get(i));
      }
    }
  }

  @Property
  void twoAreOneStepWhenEachReachesTheOther(@ForAll("references") List<Set<Integer>> graph) {
    Map<Integer, Integer> stepOf = stepOf(BulkPlan.of(operations(graph)));
    List<Set<Integer>> reached =
        graph.stream().map(HashSet::new).<Set<Integer>>map(s -> s).toList();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Set<Integer> each : reached) {
        for (int next : List.copyOf(each)) {
          grew |= each.addAll(List.copyOf(reached.get(next)));
        }
      }
    }
    for (int a = 0; a < graph.size(); a++) {
      for (int b = 0; b < graph.size(); b++) {
        boolean circle = a == b || (reached.get(a).contains(b) && reached.get(b).contains(a));
        assertThat(stepOf.get(a).equals(stepOf.get(b))).isEqualTo(circle);
      }
    }
  }

  @Property
  void whatRefersBackwardsOnlyKeepsTheOrderOfTheRequest(
      @ForAll("references") List<Set<Integer>> graph) {
    List<Set<Integer>> backwards = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      int own = i;
      backwards.add(new HashSet<>(graph.get(i).stream().filter(need -> need < own).toList()));
    }
    List<List<Integer>> order = BulkPlan.of(operations(backwards)).order();
    for (int i = 0; i < order.size(); i++) {
      assertThat(order.get(i)).containsExactly(i);
    }
  }

  @Provide
  Arbitrary<List<Set<Integer>>> references() {
    return Arbitraries.integers()
        .between(1, 12)
        .flatMap(
            size ->
                Arbitraries.integers()
                    .between(0, size - 1)
                    .set()
                    .ofMaxSize(Math.min(3, size))
                    .list()
                    .ofSize(size));
  }

  private static Map<Integer, Integer> stepOf(BulkPlan plan) {
    Map<Integer, Integer> stepOf = new HashMap<>();
    for (int step = 0; step < plan.order().size(); step++) {
      for (int operation : plan.order().get(step)) {
        assertThat(stepOf.put(operation, step)).isNull();
      }
    }
    return stepOf;
  }

  private static List<BulkOperation> operations(List<Set<Integer>> graph) {
    List<BulkOperation> operations = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      graph
          .get(i)
          .forEach(need -> data.withArray("members").addObject().put("value", "bulkId:" + need));
      operations.add(
          new BulkOperation.Wellformed(
              BulkMethod.POST,
              Optional.of(Integer.toString(i)),
              BulkPath.parse("/Groups", "https://example.org/scim/v2"),
              Optional.empty(),
              data));
    }
    return operations;
  }
}
