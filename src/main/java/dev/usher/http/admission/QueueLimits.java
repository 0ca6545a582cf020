package dev.usher.http.admission;

/**
 * How many tasks may wait. A lane without waiting tasks may always add one, so that full queues of
 * other lanes do not exclude it: at most {@code waiting + lanes} tasks wait in all.
 *
 * @param waiting the number of waiting tasks from which on a lane may only add its first one
 * @param waitingOfLane the most tasks of one lane that may wait; less than {@code waiting}
 * @param lanes the most lanes with waiting or running tasks
 */
public record QueueLimits(int waiting, int waitingOfLane, int lanes) {
  /** About what ten workers process in a second or two. */
  public static final QueueLimits DEFAULT = new QueueLimits(2_000, 500, 1_000);

  public QueueLimits {
    if (waitingOfLane < 1 || waiting <= waitingOfLane || lanes < 1) {
      throw new IllegalArgumentException(
          "limits of a queue: %d, %d of a lane, %d lanes".formatted(waiting, waitingOfLane, lanes));
    }
  }
}
