package dev.usher.http.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fixed number of threads for which lanes take turns, by the rules of {@link FairQueue}. */
public final class FairWorkers implements Workers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FairWorkers.class);

  private final ExecutorService threads;
  private final Duration drain;

  /** Guards itself, and the fields below. */
  private final FairQueue<Runnable> queue;

  private boolean closed;
  private long rejected;

  /**
   * @param name of the threads, before their number
   * @param workers the number of threads, at least 1
   * @param limits how many tasks may wait
   * @param drain how long a close waits for the tasks that were taken
   */
  public FairWorkers(String name, int workers, QueueLimits limits, Duration drain) {
    this.queue = new FairQueue<>(workers, limits);
    this.drain = drain;
    AtomicInteger numbers = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            workers, task -> new Thread(task, name + "-" + numbers.incrementAndGet()));
  }

  @Override
  public void execute(String lane, Runnable task) {
    List<FairQueue.Begun<Runnable>> beginning;
    synchronized (queue) {
      if (closed || !queue.add(lane, task, System.nanoTime())) {
        rejected++;
        throw new RejectedExecutionException(closed ? "closed" : "too many tasks wait");
      }
      beginning = beginning();
    }
    beginning.forEach(this::start);
  }

  /** All tasks that may begin now: one more active lane or a free worker may admit several. */
  private List<FairQueue.Begun<Runnable>> beginning() {
    List<FairQueue.Begun<Runnable>> tasks = new ArrayList<>(1);
    for (Optional<FairQueue.Begun<Runnable>> next = queue.next();
        next.isPresent();
        next = queue.next()) {
      tasks.add(next.get());
    }
    return tasks;
  }

  private void start(FairQueue.Begun<Runnable> begun) {
    threads.execute(() -> run(begun));
  }

  /** Goes on with the next task on the same thread, without a hand-over between threads. */
  private void run(FairQueue.Begun<Runnable> first) {
    Optional<FairQueue.Begun<Runnable>> current = Optional.of(first);
    while (current.isPresent()) {
      runTask(current.get().task());
      current = afterwards(current.get());
    }
  }

  private Optional<FairQueue.Begun<Runnable>> afterwards(FairQueue.Begun<Runnable> ended) {
    List<FairQueue.Begun<Runnable>> beginning;
    synchronized (queue) {
      queue.ended(ended);
      beginning = beginning();
      queue.notifyAll();
    }
    beginning.stream().skip(1).forEach(this::start);
    return beginning.stream().findFirst();
  }

  private static void runTask(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task of a worker failed", e);
    } finally {
      Thread.interrupted(); // an interrupt was meant for the task that has ended
    }
  }

  /** The present figures. */
  public WorkerCounts counts() {
    synchronized (queue) {
      long now = System.nanoTime();
      Duration longest =
          queue.oldest(now).map(since -> now - since).map(Duration::ofNanos).orElse(Duration.ZERO);
      return new WorkerCounts(queue.running(), queue.waiting(), queue.lanes(), rejected, longest);
    }
  }

  /**
   * Takes no more tasks and returns when those taken have ended. After the drain time the waiting
   * ones are dropped and the running ones are interrupted.
   */
  @Override
  public void close() {
    try {
      if (!awaitEmpty()) {
        LOG.warn("Tasks were still running after {} s", drain.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (queue) {
      queue.clear();
    }
    threads.shutdownNow();
  }

  private boolean awaitEmpty() throws InterruptedException {
    long end = System.nanoTime() + drain.toNanos();
    synchronized (queue) {
      closed = true;
      while (queue.lanes() > 0) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(queue, left);
      }
    }
    return true;
  }
}
