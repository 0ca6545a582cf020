package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random schedules: tasks come and end in any order. */
class FairQueuePropertyTest {
  private static final int STEPS = 400;

  /** What has been seen of one schedule. */
  private static final class Seen {
    private final Set<Integer> added = new HashSet<>();
    private final Set<Integer> begun = new HashSet<>();
    private final Map<String, Integer> lastOfLane = new HashMap<>();
    private final List<FairQueue.Begun<Integer>> running = new ArrayList<>();
  }

  @Property(tries = 500)
  void whateverComesNoLaneExceedsItsShareAndTheReserveIsKept(
      @ForAll @IntRange(min = 1, max = 16) int workers,
      @ForAll @IntRange(min = 1, max = 25) int lanes,
      @ForAll long seed) {
    Random random = new Random(seed);
    FairQueue<Integer> queue = new FairQueue<>(workers, new QueueLimits(60, 20, 24));
    Seen seen = new Seen();
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(3) > 0) {
        // A low number is chosen more often: the first lanes are greedy.
        String lane = "lane-" + random.nextInt(random.nextInt(lanes) + 1);
        if (queue.add(lane, step, step)) {
          seen.added.add(step);
        }
      } else if (!seen.running.isEmpty()) {
        queue.ended(seen.running.remove(random.nextInt(seen.running.size())));
      }
      beginAll(queue, workers, seen);
    }
    while (!seen.running.isEmpty()) {
      queue.ended(seen.running.remove(0));
      beginAll(queue, workers, seen);
    }
    assertThat(seen.begun).as("every task that was taken ran").isEqualTo(seen.added);
    assertThat(queue.lanes()).isZero();
    assertThat(queue.waiting()).isZero();
  }

  private static void beginAll(FairQueue<Integer> queue, int workers, Seen seen) {
    for (Optional<FairQueue.Begun<Integer>> next = queue.next();
        next.isPresent();
        next = queue.next()) {
      FairQueue.Begun<Integer> begun = next.get();
      seen.running.add(begun);
      int ofLane = queue.running(begun.lane());
      assertThat(seen.begun.add(begun.task())).as("begun once").isTrue();
      assertThat(seen.lastOfLane.getOrDefault(begun.lane(), -1))
          .as("in the order of its lane")
          .isLessThan(begun.task());
      seen.lastOfLane.put(begun.lane(), begun.task());
      assertThat(queue.running()).isEqualTo(seen.running.size()).isLessThanOrEqualTo(workers);
      assertThat(ofLane).as("the share").isLessThanOrEqualTo(queue.share());
      if (ofLane > 1) {
        assertThat(workers - queue.running())
            .as("the reserve")
            .isGreaterThanOrEqualTo(FairQueue.reserve(workers));
      }
    }
    assertThat(queue.waiting()).isEqualTo(seen.added.size() - seen.begun.size());
  }

  @Property(tries = 200)
  void aTaskBeginsAfterAtMostOneOfEachOtherLane(
      @ForAll @IntRange(min = 1, max = 8) int workers,
      @ForAll @IntRange(min = 1, max = 20) int lanes,
      @ForAll long seed) {
    Random random = new Random(seed);
    FairQueue<String> queue = new FairQueue<>(workers, QueueLimits.DEFAULT);
    List<FairQueue.Begun<String>> running = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      for (int task = 0; task < 100; task++) {
        queue.add("lane-" + lane, "greedy", 0);
      }
    }
    queue.next().ifPresent(running::add);
    drainInto(queue, running);
    queue.add("newcomer", "newcomer", 0);

    int begunBefore = 0;
    while (true) {
      Optional<FairQueue.Begun<String>> next = queue.next();
      if (next.isEmpty()) {
        queue.ended(running.remove(random.nextInt(running.size())));
      } else if (next.get().task().equals("newcomer")) {
        break;
      } else {
        begunBefore++;
        running.add(next.get());
      }
    }
    assertThat(begunBefore).isLessThanOrEqualTo(lanes);
  }

  private static void drainInto(FairQueue<String> queue, List<FairQueue.Begun<String>> running) {
    for (Optional<FairQueue.Begun<String>> next = queue.next();
        next.isPresent();
        next = queue.next()) {
      running.add(next.get());
    }
  }
}
