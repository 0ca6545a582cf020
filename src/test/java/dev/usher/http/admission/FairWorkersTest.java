package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FairWorkersTest {
  private static final Duration DRAIN = Duration.ofSeconds(20);

  @Test
  void aNewcomerIsServedWhileAnotherLaneHasTakenAllItMay() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (FairWorkers workers = new FairWorkers("test", 4, QueueLimits.DEFAULT, DRAIN)) {
      for (int i = 0; i < 40; i++) {
        workers.execute("greedy", () -> await(end));
      }
      assertThat(workers.counts().running()).isEqualTo(2);
      assertThat(workers.counts().waiting()).isEqualTo(38);
      for (int i = 0; i < 20; i++) {
        CountDownLatch served = new CountDownLatch(1);
        workers.execute("newcomer", served::countDown);
        assertThat(served.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(workers.counts().longestWait()).isPositive();
      end.countDown();
    }
  }

  @Test
  void manyThreadsAndLanesRunEachTaskOnce() throws Exception {
    int senders = 8;
    int tasks = 2_000;
    Map<Integer, AtomicInteger> runs = new ConcurrentHashMap<>();
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    QueueLimits limits = new QueueLimits(200, 50, 20);
    try (FairWorkers workers = new FairWorkers("test", 5, limits, DRAIN)) {
      List<Thread> threads = new ArrayList<>();
      for (int sender = 0; sender < senders; sender++) {
        int first = sender * tasks;
        Thread thread =
            new Thread(
                () -> {
                  for (int task = first; task < first + tasks; task++) {
                    int number = task;
                    Runnable work =
                        () -> {
                          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          runs.computeIfAbsent(number, n -> new AtomicInteger()).incrementAndGet();
                          inside.decrementAndGet();
                          if (number % 4_000 == 30) {
                            throw new IllegalStateException("a task that fails");
                          }
                        };
                    try {
                      workers.execute("lane-" + number % 30, work);
                      taken.incrementAndGet();
                    } catch (RejectedExecutionException full) {
                      assertThat(workers.counts().rejected()).isPositive();
                    }
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(runs).hasSize(taken.get()).allSatisfy((n, count) -> assertThat(count).hasValue(1));
    assertThat(most.get()).isBetween(1, 5);
  }

  @Test
  void aCloseDrainsWhatWasTakenAndRefusesMore() {
    AtomicInteger ended = new AtomicInteger();
    FairWorkers workers = new FairWorkers("test", 2, QueueLimits.DEFAULT, DRAIN);
    for (int i = 0; i < 50; i++) {
      workers.execute("lane", ended::incrementAndGet);
    }
    workers.close();

    assertThat(ended).hasValue(50);
    assertThatThrownBy(() -> workers.execute("lane", ended::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aCloseDoesNotWaitForEver() {
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicInteger later = new AtomicInteger();
    FairWorkers workers = new FairWorkers("test", 1, QueueLimits.DEFAULT, Duration.ofMillis(100));
    workers.execute("lane", () -> interrupted.set(!await(new CountDownLatch(1))));
    workers.execute("lane", later::incrementAndGet);
    workers.close();

    Awaitility.await().untilTrue(interrupted);
    assertThat(workers.counts().waiting()).isZero();
    assertThat(later).hasValue(0);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
