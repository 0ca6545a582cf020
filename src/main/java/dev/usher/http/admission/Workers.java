package dev.usher.http.admission;

/** The threads that process requests. Safe for use by many threads. */
public interface Workers {

  /**
   * Runs a task on a worker, at once or as soon as it is the task's turn; never on the calling
   * thread, and without blocking it.
   *
   * @param lane the lane of the task, see {@link LaneHints}; tasks of one lane begin in their order
   * @param task runs exactly once if this method returns
   * @throws java.util.concurrent.RejectedExecutionException when too many tasks wait already, or
   *     after the close; the task never runs then
   */
  void execute(String lane, Runnable task);
}
