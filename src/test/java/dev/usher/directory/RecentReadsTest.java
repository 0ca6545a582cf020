package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
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
                      && threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
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

  private Optional<String> read(String key) {
    return reads.get(key, () -> Optional.of(key + asked.incrementAndGet()));
  }

  private Optional<String> fail() {
    throw new IllegalStateException("away " + asked.incrementAndGet());
  }
}
