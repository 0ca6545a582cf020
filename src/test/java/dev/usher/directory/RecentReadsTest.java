package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.usher.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RecentReadsTest {
  private static final Duration AGE = Duration.ofSeconds(4);
  private static final int WAITING = 8;

  private final AtomicLong time = new AtomicLong();
  private final Ticker ticker = time::get;
  private final RecentReads<String, String> reads = new RecentReads<>(10, AGE, ticker);
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void whatWasReadIsKeptUntilItIsTooOld() {
    assertThat(read("a")).contains("a1");
    time.addAndGet(AGE.toNanos() - 1);
    assertThat(read("a")).contains("a1");
    time.addAndGet(1);
    assertThat(read("a")).contains("a2");
  }

  @Test
  void whatIsForgottenIsReadAgainAndWhatIsPutIsNotRead() {
    read("a");
    reads.forget("a");
    assertThat(read("a")).contains("a2");
    reads.put("a", "put");
    assertThat(read("a")).contains("put");
  }

  @Test
  void nothingIsNotKept() {
    assertThat(reads.get("a", Optional::empty)).isEmpty();
    assertThat(read("a")).contains("a1");
  }

  @Test
  void aFailureIsNotKept() {
    assertThatThrownBy(() -> reads.get("a", this::fail)).hasMessage("away 1");
    assertThatThrownBy(() -> reads.get("a", this::fail)).hasMessage("away 2");
  }

  @Test
  void allWhoWaitForOneReadGetItsFailureAndNobodyReadsAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    List<Thread> threads = new ArrayList<>();
    ExecutorService executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              threads.add(thread);
              return thread;
            });
    try {
      List<Future<Optional<String>>> answers = new ArrayList<>();
      answers.add(
          executor.submit(
              () ->
                  reads.get(
                      "a",
                      () -> {
                        begun.countDown();
                        end.join();
                        return fail();
                      })));
      begun.await();
      for (int i = 0; i < WAITING; i++) {
        answers.add(executor.submit(() -> reads.get("a", this::fail)));
      }
      Awaitility.await()
          .until(
              () ->
                  threads.size() == WAITING + 1
                      && threads.stream().allMatch(RecentReadsTest::isWaiting));
      end.complete(null);

      for (Future<Optional<String>> answer : answers) {
        assertThatThrownBy(answer::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("away 1");
      }
      assertThat(asked).hasValue(1);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void whoWaitsForAReadThatDoesNotEndIsTurnedAway() throws Exception {
    RecentReads<String, String> impatient =
        new RecentReads<>(10, Weigher.singletonWeigher(), AGE, ticker, Duration.ofMillis(50));
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Optional<String>> first =
        CompletableFuture.supplyAsync(
            () ->
                impatient.get(
                    "a",
                    () -> {
                      begun.countDown();
                      end.join();
                      return Optional.of("late");
                    }));
    begun.await();

    assertThatThrownBy(() -> impatient.get("a", this::fail))
        .isInstanceOf(StoreException.Unavailable.class);

    assertThat(asked).hasValue(0);
    end.complete(null);
    assertThat(first.get(10, TimeUnit.SECONDS)).contains("late");
    assertThat(impatient.get("a", this::fail)).contains("late");
  }

  @Test
  void anErrorOfTheReaderEndsTheWaitingToo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Optional<String>> first =
        CompletableFuture.supplyAsync(
            () ->
                reads.get(
                    "a",
                    () -> {
                      begun.countDown();
                      end.join();
                      throw new StackOverflowError("deep");
                    }));
    begun.await();
    CompletableFuture<Optional<String>> second =
        CompletableFuture.supplyAsync(() -> reads.get("a", this::fail));
    end.completeOnTimeout(null, 200, TimeUnit.MILLISECONDS);

    assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(read("a")).contains("a1");
  }

  @Test
  void whatIsKeptIsBoundedByItsWeight() {
    RecentReads<Integer, String> weighed =
        new RecentReads<>(1_000, (key, value) -> value.length(), AGE, ticker);
    for (int key = 0; key < 100; key++) {
      weighed.get(key, () -> Optional.of("x".repeat(100)));
    }
    assertThat(weighed.weight()).isBetween(1L, 1_000L);
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private Optional<String> read(String key) {
    return reads.get(key, () -> Optional.of(key + asked.incrementAndGet()));
  }

  private Optional<String> fail() {
    throw new IllegalStateException("away " + asked.incrementAndGet());
  }
}
