package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.directory.RecentReads.Limits;
import dev.usher.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RecentReadsTest {
  private static final Duration AGE = Duration.ofSeconds(4);
  private static final int WAITING = 8;

  private final AtomicLong time = new AtomicLong();
  private final Ticker ticker = time::get;
  private final AtomicBoolean known = new AtomicBoolean(true);
  private final RecentReads<String, String> reads = reads(Limits.of(10), RecentReads.LONGEST_WAIT);
  private final AtomicInteger asked = new AtomicInteger();

  /** What is kept is of the account that its first letter says. */
  private <V extends CharSequence> RecentReads<String, V> reads(
      Limits<? super String, ? super V> limits, Duration longestWait) {
    return new RecentReads<>(
        limits.keptFor(AGE), value -> account(value.charAt(0)), known::get, ticker, longestWait);
  }

  private static UUID account(char letter) {
    return new UUID(0, letter);
  }

  @Test
  void whatWasReadIsKeptUntilItIsTooOld() {
    assertThat(read("a")).contains("a1");
    time.addAndGet(AGE.toNanos() - 1);
    assertThat(read("a")).contains("a1");
    time.addAndGet(1);
    assertThat(read("a")).contains("a2");
  }

  @Test
  void whatIsOfAChangedAccountIsReadAgainAndNothingElse() {
    read("a");
    read("b");

    reads.drop(Set.of(account('a'), account('c')));

    assertThat(read("a")).contains("a3");
    assertThat(read("b")).contains("b2");
    reads.dropAll();
    assertThat(read("b")).contains("b4");
  }

  @Test
  void whatIsBeingReadWhenAnAccountChangesIsNotKept() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Optional<String>> before =
        CompletableFuture.supplyAsync(
            () ->
                reads.get(
                    "a",
                    () -> {
                      begun.countDown();
                      end.join();
                      return Optional.of("a before");
                    }));
    begun.await();

    reads.drop(Set.of(account('a')));

    assertThat(read("a")).as("the next one does not wait for it").contains("a1");
    end.complete(null);
    assertThat(before.get(10, TimeUnit.SECONDS)).contains("a before");
    assertThat(read("a")).contains("a1");
  }

  @Test
  void whileChangesAreNotKnownEachReadsForItself() {
    read("a");
    known.set(false);

    assertThat(reads.has("a")).isFalse();
    assertThat(read("a")).contains("a2");
    assertThat(read("a")).contains("a3");
    known.set(true);
    assertThat(reads.has("a")).isTrue();
    assertThat(read("a")).contains("a3");
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
    RecentReads<String, String> impatient = reads(Limits.of(10), Duration.ofMillis(50));
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
    RecentReads<String, String> weighed =
        reads(
            new Limits<>(1_000, (String key, String value) -> value.length(), AGE),
            RecentReads.LONGEST_WAIT);
    for (int key = 0; key < 100; key++) {
      weighed.get("key" + key, () -> Optional.of("x".repeat(100)));
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
