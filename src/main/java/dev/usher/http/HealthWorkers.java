package dev.usher.http;

import dev.usher.http.admission.Workers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that no other request can occupy. */
final class HealthWorkers implements Workers, AutoCloseable {
  /** One may be waiting for the database. */
  private static final int THREADS = 2;

  private static final int MOST_WAITING = 64;
  private static final int IDLE_SECONDS = 60;

  private final ThreadPoolExecutor threads;

  HealthWorkers() {
    AtomicInteger numbers = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "health-" + numbers.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(String lane, Runnable task) {
    threads.execute(task);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
