package dev.usher.directory.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.directory.query.Totals.Question;
import dev.usher.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final UUID ACCOUNT = new UUID(0, 1);
  private static final int PAGE = 100;
  private static final int WAITING = 20;

  private final AtomicLong time = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final Totals totals = new Totals(time::get);
  private final AtomicInteger counted = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
          });

  @AfterEach
  void stop() {
    end.countDown();
    executor.shutdownNow();
  }

  @Test
  void ofManyWhoCountTheSameAtOnceOneRunsIntoTheTimeOut() throws Exception {
    List<Future<Long>> answers = allAtOnce(this::timesOut);

    for (Future<Long> answer : answers) {
      assertThatThrownBy(answer::get).hasCauseInstanceOf(StoreException.QueryTimeout.class);
    }
    assertThat(counted).hasValue(1);
    assertThatThrownBy(() -> total(this::timesOut))
        .as("a moment later")
        .isInstanceOf(StoreException.QueryTimeout.class);
    assertThat(counted).hasValue(1);
  }

  @Test
  void aTimeOutIsForgottenAfterSomeSeconds() {
    assertThatThrownBy(() -> total(this::timesOut)).isInstanceOf(StoreException.QueryTimeout.class);
    assertThat(total("another", limit -> 5)).isEqualTo(5);
    pass(SharedCounts.REMEMBERED);

    assertThat(total(limit -> 5)).isEqualTo(5);
  }

  @Test
  void aCountWhoseTimeWasNearlyUpSaysNothingOfTheNextOne() {
    assertThatThrownBy(
            () ->
                total(
                    limit -> {
                      pass(SharedCounts.COSTLY.minusMillis(1));
                      throw new StoreException.QueryTimeout(new SQLException());
                    }))
        .isInstanceOf(StoreException.QueryTimeout.class);

    assertThat(total(limit -> 5)).isEqualTo(5);
  }

  @Test
  void whoWaitedForACountThatSucceededCountsWhatTheyKnowOf() throws Exception {
    List<Future<Long>> answers =
        allAtOnce(
            limit -> {
              awaitEnd();
              return 500 + counted.incrementAndGet();
            });

    List<Long> told = new ArrayList<>();
    for (Future<Long> answer : answers) {
      told.add(answer.get());
    }
    assertThat(told).doesNotHaveDuplicates().hasSize(WAITING);
  }

  @Test
  void aLargeTotalIsCountedOnceForAllWhoWait() throws Exception {
    List<Future<Long>> answers =
        allAtOnce(
            limit -> {
              awaitEnd();
              counted.incrementAndGet();
              return Math.min(limit, 50_000);
            });

    for (Future<Long> answer : answers) {
      assertThat(answer.get()).isEqualTo(50_000);
    }
    assertThat(counted).as("one bounded, one whole").hasValue(2);
  }

  @Test
  void whoWaitsForACountThatDoesNotEndIsTurnedAway() throws Exception {
    SharedCounts impatient = new SharedCounts(time::get, Duration.ofMillis(50));
    Question question = question("a");
    Future<Long> first =
        executor.submit(
            () ->
                impatient.run(
                    question,
                    () -> {
                      awaitEnd();
                      return 1;
                    }));
    begun.await();

    assertThatThrownBy(() -> impatient.run(question, () -> 2))
        .isInstanceOf(StoreException.Unavailable.class);

    end.countDown();
    assertThat(first.get()).isEqualTo(1);
    assertThat(impatient.run(question, () -> 2)).isEqualTo(2);
  }

  @Test
  void largeTotalsOfLongFiltersAreBoundedByTheirSize() {
    String filter = "x".repeat(400_000);
    for (int i = 0; i < 200; i++) {
      assertThat(total(filter + i, limit -> Math.min(limit, 50_000))).isEqualTo(50_000);
    }
    assertThat(totals.weight()).isBetween(1L, Totals.MOST_BYTES);
  }

  @Test
  void aSmallTotalIsCountedOnceForAMoment() {
    assertThat(total(limit -> 500)).isEqualTo(500);
    pass(Totals.LATELY.minusMillis(1));
    assertThat(total(limit -> 501)).isEqualTo(500);
    assertThat(total("another", limit -> 7)).as("of another question").isEqualTo(7);

    pass(Duration.ofMillis(1));

    assertThat(total(limit -> 501)).isEqualTo(501);
  }

  @Test
  void aTotalBetweenExactAndLargeIsCountedOnceForAMoment() {
    assertThat(total(limit -> Math.min(limit, 15_000))).isEqualTo(15_000);
    assertThat(
            total(
                limit -> {
                  throw new AssertionError("counted again");
                }))
        .isEqualTo(15_000);
  }

  @Test
  void aChangeOfTheAccountIsCountedAtOnce() {
    assertThat(total(limit -> 500)).isEqualTo(500);
    changes.incrementAndGet();

    assertThat(total(limit -> 501)).isEqualTo(501);
  }

  @Test
  void whatAReaderCountedWhoBeganBeforeAChangeIsNotToldAfterIt() {
    long before = changes.getAndIncrement();
    assertThat(totals.of(question("a"), before, 0, PAGE, PAGE, limit -> 500)).isEqualTo(500);

    assertThat(total(limit -> 501)).isEqualTo(501);
  }

  @Test
  void aTotalIsNeverLessThanWhatAPageShows() {
    assertThat(total(limit -> PAGE)).isEqualTo(PAGE);

    assertThat(totals.of(question("a"), changes.get(), 1, PAGE, PAGE, limit -> PAGE + 1))
        .as("another process has added one")
        .isEqualTo(PAGE + 1);
  }

  @Test
  void smallTotalsOfLongFiltersAreBoundedByTheirSize() {
    String filter = "x".repeat(400_000);
    for (int i = 0; i < 200; i++) {
      assertThat(total(filter + i, limit -> 500)).isEqualTo(500);
    }
    assertThat(totals.weightLately()).isBetween(1L, Totals.MOST_BYTES_LATELY);
  }

  private List<Future<Long>> allAtOnce(LongUnaryOperator count) throws InterruptedException {
    List<Future<Long>> answers = new ArrayList<>();
    answers.add(executor.submit(() -> total(count)));
    begun.await();
    for (int i = 1; i < WAITING; i++) {
      answers.add(executor.submit(() -> total(count)));
    }
    Awaitility.await()
        .until(() -> threads.size() == WAITING && threads.stream().allMatch(TotalsTest::isWaiting));
    end.countDown();
    return answers;
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private long timesOut(long limit) {
    counted.incrementAndGet();
    if (!threads.isEmpty()) {
      awaitEnd();
    }
    pass(SharedCounts.COSTLY);
    throw new StoreException.QueryTimeout(new SQLException());
  }

  private void awaitEnd() {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long total(LongUnaryOperator count) {
    return total("a", count);
  }

  private long total(String condition, LongUnaryOperator count) {
    return totals.of(question(condition), changes.get(), 0, PAGE, PAGE, count);
  }

  private static Question question(String condition) {
    return new Question("User", ACCOUNT, List.of(condition), List.of());
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }
}
