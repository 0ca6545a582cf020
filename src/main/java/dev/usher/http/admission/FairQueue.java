package dev.usher.http.admission;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Waiting tasks, and which of them begins next. Lanes take turns; tasks of one lane begin in their
 * order. A lane is active while it has running or waiting tasks.
 *
 * <ul>
 *   <li>No lane has more running tasks than its share: the workers divided by the active lanes,
 *       rounded up.
 *   <li>The last workers, the reserve, are only for lanes without a running task. So a lane that is
 *       alone uses all workers but the reserve, and the first task of another lane begins at once.
 *   <li>A lane without a running task comes before those that have one.
 * </ul>
 *
 * Each operation takes constant time in the number of tasks and lanes. Not safe for use by several
 * threads.
 *
 * @param <T> what a task is
 */
final class FairQueue<T> {
  private final int workers;
  private final int reserve;
  private final QueueLimits limits;
  private final Map<String, Lane<T>> lanes = new HashMap<>();

  /** Lanes with waiting tasks, by whether one of their tasks runs; the next lane comes first. */
  private final LinkedHashSet<Lane<T>> withoutRunning = new LinkedHashSet<>();

  /** At most as many lanes as there are workers. */
  private final LinkedHashSet<Lane<T>> withRunning = new LinkedHashSet<>();

  private int running;
  private int waiting;

  /** A task and when it came, in the caller's time. */
  private record Waiting<T>(T task, long since) {}

  /** A task that begins; {@link #ended} takes it back. */
  record Begun<T>(String lane, T task) {}

  private static final class Lane<T> {
    private final String name;
    private final Deque<Waiting<T>> tasks = new ArrayDeque<>();
    private int running;

    private Lane(String name) {
      this.name = name;
    }
  }

  /**
   * @param workers how many tasks may run at once, at least 1
   */
  FairQueue(int workers, QueueLimits limits) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers: " + workers);
    }
    this.workers = workers;
    this.reserve = reserve(workers);
    this.limits = limits;
  }

  /** Two of many workers, one of two or three, and none when there is only one. */
  static int reserve(int workers) {
    return workers >= 4 ? 2 : workers >= 2 ? 1 : 0;
  }

  /**
   * Adds a task.
   *
   * @param now the present time, from any origin
   * @return whether there was room for it
   */
  boolean add(String name, T task, long now) {
    Lane<T> lane = lanes.get(name);
    if (lane == null) {
      if (lanes.size() >= limits.lanes()) {
        return false;
      }
      lane = new Lane<>(name);
      lanes.put(name, lane);
    } else if (!lane.tasks.isEmpty() && !hasRoom(lane)) {
      return false;
    }
    lane.tasks.add(new Waiting<>(task, now));
    waiting++;
    turns(lane).add(lane);
    return true;
  }

  private boolean hasRoom(Lane<T> lane) {
    return lane.tasks.size() < limits.waitingOfLane() && waiting < limits.waiting();
  }

  /** The task that begins now, which counts as running from here on; empty when none may. */
  Optional<Begun<T>> next() {
    return nextLane().map(this::begin);
  }

  private Optional<Lane<T>> nextLane() {
    int free = workers - running;
    if (free == 0) {
      return Optional.empty();
    }
    if (!withoutRunning.isEmpty()) {
      return Optional.of(withoutRunning.iterator().next());
    }
    if (free <= reserve) {
      return Optional.empty();
    }
    int share = share();
    return withRunning.stream().filter(lane -> lane.running < share).findFirst();
  }

  /** How many tasks of a lane may run at once; the reserve is not considered. */
  int share() {
    int active = Math.max(1, lanes.size());
    return (workers + active - 1) / active;
  }

  private Begun<T> begin(Lane<T> lane) {
    turns(lane).remove(lane);
    T task = lane.tasks.remove().task();
    waiting--;
    running++;
    lane.running++;
    if (!lane.tasks.isEmpty()) {
      turns(lane).add(lane);
    }
    return new Begun<>(lane.name, task);
  }

  /** Takes note that a task no longer runs. */
  void ended(Begun<T> begun) {
    Lane<T> lane = lanes.get(begun.lane());
    running--;
    lane.running--;
    if (lane.running > 0) {
      return;
    }
    withRunning.remove(lane);
    if (lane.tasks.isEmpty()) {
      lanes.remove(lane.name);
    } else {
      withoutRunning.add(lane);
    }
  }

  private LinkedHashSet<Lane<T>> turns(Lane<T> lane) {
    return lane.running == 0 ? withoutRunning : withRunning;
  }

  /** Drops all waiting tasks; the running ones still count. */
  void clear() {
    waiting = 0;
    withoutRunning.clear();
    withRunning.clear();
    lanes.values().forEach(lane -> lane.tasks.clear());
    lanes.values().removeIf(lane -> lane.running == 0);
  }

  /** How many tasks run. */
  int running() {
    return running;
  }

  /** How many tasks of a lane run. */
  int running(String lane) {
    return lanes.containsKey(lane) ? lanes.get(lane).running : 0;
  }

  /** How many tasks wait. */
  int waiting() {
    return waiting;
  }

  /** How many lanes are active. */
  int lanes() {
    return lanes.size();
  }

  /** The time of the waiting task that came first; empty when none waits. Takes time per lane. */
  Optional<Long> oldest(long now) {
    return lanes.values().stream()
        .filter(lane -> !lane.tasks.isEmpty())
        .map(lane -> lane.tasks.peek().since())
        .max((a, b) -> Long.compare(now - a, now - b));
  }
}
