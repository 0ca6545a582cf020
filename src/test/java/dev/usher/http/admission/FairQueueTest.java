package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>(10, QueueLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,2", "4,2", "10,8", "64,62"})
  void aLaneThatIsAloneLeavesTheReserve(int workers, int begun) {
    FairQueue<String> some = new FairQueue<>(workers, QueueLimits.DEFAULT);
    add(some, "greedy", 100);

    assertThat(begin(some)).hasSize(begun);
  }

  @Test
  void aNewcomerBeginsAtOnceBesideALaneThatIsGreedy() {
    add(queue, "greedy", 100);
    begin(queue);
    add(queue, "newcomer", 1);

    assertThat(names(begin(queue))).containsExactly("newcomer");
  }

  @Test
  void aGreedyLaneShrinksToItsShareAsItsTasksEnd() {
    add(queue, "greedy", 100);
    List<FairQueue.Begun<String>> greedy = begin(queue);
    add(queue, "other", 100);

    assertThat(names(begin(queue))).as("the first from the reserve").containsExactly("other");
    for (FairQueue.Begun<String> each : greedy) {
      queue.ended(each);
      begin(queue);
    }
    assertThat(queue.running("greedy")).isLessThanOrEqualTo(5);
    assertThat(queue.running("other")).isBetween(3, 5);
    assertThat(queue.running()).isEqualTo(8);
  }

  @Test
  void lanesTakeTurnsAndTasksOfALaneKeepTheirOrder() {
    FairQueue<String> one = new FairQueue<>(1, QueueLimits.DEFAULT);
    for (String lane : List.of("a", "b", "c")) {
      add(one, lane, 3);
    }

    List<String> order = new ArrayList<>();
    for (Optional<FairQueue.Begun<String>> next = one.next(); next.isPresent(); next = one.next()) {
      order.add(next.get().task());
      one.ended(next.get());
    }
    assertThat(order).containsExactly("a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2");
  }

  @Test
  void aLaneCannotFillTheQueue() {
    FairQueue<String> small = new FairQueue<>(1, new QueueLimits(5, 3, 4));
    assertThat(add(small, "greedy", 10)).isEqualTo(3);
    assertThat(add(small, "other", 10)).isEqualTo(2);

    assertThat(add(small, "late", 10)).as("a lane may always add its first").isEqualTo(1);
    assertThat(add(small, "last", 10)).isEqualTo(1);
    assertThat(add(small, "beyond", 10)).as("too many lanes").isZero();
    assertThat(small.waiting()).isEqualTo(7);
  }

  @Test
  void anEndedLaneIsForgotten() {
    add(queue, "a", 1);
    begin(queue).forEach(queue::ended);

    assertThat(queue.lanes()).isZero();
    assertThat(queue.running()).isZero();
  }

  @Test
  void theOldestWaitingTaskIsKnown() {
    FairQueue<String> one = new FairQueue<>(1, QueueLimits.DEFAULT);
    one.add("a", "runs", Long.MAX_VALUE - 5);
    one.next();
    assertThat(one.oldest(Long.MAX_VALUE)).isEmpty();
    one.add("a", "first", Long.MAX_VALUE);
    one.add("b", "second", Long.MIN_VALUE + 3);

    assertThat(one.oldest(Long.MIN_VALUE + 10)).contains(Long.MAX_VALUE);
  }

  @Test
  void limitsThatOneLaneCouldReachAloneAreRefused() {
    assertThatThrownBy(() -> new QueueLimits(10, 10, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FairQueue<String>(0, QueueLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int add(FairQueue<String> queue, String lane, int tasks) {
    int added = 0;
    for (int i = 0; i < tasks; i++) {
      added += queue.add(lane, lane + i, i) ? 1 : 0;
    }
    return added;
  }

  private static List<FairQueue.Begun<String>> begin(FairQueue<String> queue) {
    List<FairQueue.Begun<String>> begun = new ArrayList<>();
    for (Optional<FairQueue.Begun<String>> next = queue.next();
        next.isPresent();
        next = queue.next()) {
      begun.add(next.get());
    }
    return begun;
  }

  private static List<String> names(List<FairQueue.Begun<String>> begun) {
    return begun.stream().map(FairQueue.Begun::lane).toList();
  }
}
