package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a request's time goes with each of its statements. */
@Timeout(60)
class DeadlineTest {
  interface Statements {
    @Select("SELECT SLEEP(#{seconds})")
    int sleep(double seconds);

    @Insert("DO SLEEP(#{seconds})")
    int sleepInWrite(double seconds);

    @Select("SELECT @@max_statement_time")
    double limit();

    @Select(
        "SELECT VARIABLE_VALUE FROM information_schema.session_status"
            + " WHERE VARIABLE_NAME = #{name}")
    long status(@Param("name") String name);
  }

  private static final Mappers MAPPERS = Mappers.of(List.of(Statements.class));

  private final Transactions transactions = TestDatabase.shared().transactions(MAPPERS);

  @Test
  void aStatementOfAReadEndsWithItsRequest() {
    AtomicInteger runs = new AtomicInteger();
    Duration taken =
        bound(
            Duration.ofMillis(700),
            () ->
                assertThatExceptionOfType(StoreException.QueryTimeout.class)
                    .isThrownBy(() -> transactions.read(tx -> sleep(tx, 20, runs))));

    assertThat(taken).isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
    assertThat(runs).hasValue(1);
  }

  @Test
  void aStatementOfAWriteEndsWithItsRequestAndMayComeAgain() {
    AtomicInteger runs = new AtomicInteger();
    Duration taken =
        bound(
            Duration.ofMillis(700),
            () ->
                assertThatExceptionOfType(StoreException.Unavailable.class)
                    .isThrownBy(
                        () ->
                            transactions.write(
                                tx -> {
                                  runs.incrementAndGet();
                                  return tx.mapper(Statements.class).sleepInWrite(20);
                                })));

    assertThat(taken).isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
    assertThat(runs).hasValue(1);
  }

  @Test
  void noStatementBeginsAfterTheDeadline() {
    AtomicInteger runs = new AtomicInteger();
    bound(
        Duration.ZERO,
        () -> {
          for (int i = 0; i < 2; i++) {
            boolean write = i == 1;
            assertThatExceptionOfType(StoreException.Unavailable.class)
                .isThrownBy(
                    () ->
                        transactions(write)
                            .apply(
                                tx -> tx.mapper(Statements.class).sleep(runs.incrementAndGet())));
          }
        });
    assertThat(runs).hasValue(0);
  }

  private interface Run {
    int apply(java.util.function.Function<Tx, Integer> work);
  }

  private Run transactions(boolean write) {
    return write ? transactions::write : transactions::read;
  }

  @Test
  void aTransactionOfManyStatementsEndsAtTheDeadline() {
    AtomicInteger runs = new AtomicInteger();
    Duration taken =
        bound(
            Duration.ofSeconds(1),
            () ->
                assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(
                        () ->
                            transactions.read(
                                tx -> {
                                  while (true) {
                                    sleep(tx, 0.1, runs);
                                  }
                                })));

    assertThat(taken).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    assertThat(runs.get()).isGreaterThan(2);
  }

  @Test
  void aRequestThatHasJustBegunSetsNoLimitOfItsOwn() {
    try (Database database =
        Database.open(TestDatabase.settings().with(1, Duration.ofSeconds(10)))) {
      Transactions one = database.transactions(MAPPERS);
      List<Long> statements = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        statements.add(one.<Long>read(tx -> tx.mapper(Statements.class).status("QUESTIONS")));
        bound(
            Duration.ofSeconds(20),
            () -> assertThat(one.<Double>read(tx -> limit(tx))).isEqualTo(10.0));
      }
      long unbound = one.<Long>read(tx -> tx.mapper(Statements.class).status("QUESTIONS"));
      one.<Double>read(DeadlineTest::limit);
      long after = one.<Long>read(tx -> tx.mapper(Statements.class).status("QUESTIONS"));
      assertThat(unbound - statements.get(1)).isEqualTo(after - unbound);
    }
  }

  @Test
  void theNextRequestHasTheWholeTimeAgain() {
    try (Database database =
        Database.open(TestDatabase.settings().with(1, Duration.ofSeconds(10)))) {
      Transactions one = database.transactions(MAPPERS);
      bound(
          Duration.ofMillis(2_200),
          () -> {
            assertThat(one.<Double>read(DeadlineTest::limit)).isBetween(0.5, 2.5);
            assertThat(one.<Double>write(DeadlineTest::limit)).isBetween(0.5, 2.5);
          });
      bound(
          Duration.ofSeconds(30),
          () -> {
            assertThat(one.<Double>read(DeadlineTest::limit)).isEqualTo(10.0);
            assertThat(one.<Double>write(DeadlineTest::limit)).isBetween(20.0, 30.0);
          });
      assertThat(one.<Double>read(DeadlineTest::limit)).isEqualTo(10.0);
      assertThat(one.<Double>write(DeadlineTest::limit)).isEqualTo(60.0);
    }
  }

  @Test
  void aConnectionIsWaitedForNoLongerThanUntilTheDeadline() throws Exception {
    try (Database database =
        Database.open(TestDatabase.settings().with(1, Duration.ofSeconds(10)))) {
      Transactions one = database.transactions(MAPPERS);
      CountDownLatch taken = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      CompletableFuture<Void> holder =
          CompletableFuture.runAsync(
              () ->
                  one.read(
                      tx -> {
                        taken.countDown();
                        try {
                          return over.await(30, java.util.concurrent.TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      taken.await();
      Duration waited =
          bound(
              Duration.ofMillis(300),
              () ->
                  assertThatExceptionOfType(StoreException.Unavailable.class)
                      .isThrownBy(() -> one.<Double>read(DeadlineTest::limit)));
      over.countDown();
      holder.join();

      assertThat(waited).isLessThan(Duration.ofSeconds(3));
      assertThat(one.<Double>read(DeadlineTest::limit)).isEqualTo(10.0);
    }
  }

  @Test
  void aTransactionIsNotRunAgainAfterTheDeadline() {
    AtomicInteger runs = new AtomicInteger();
    Duration taken =
        bound(
            Duration.ofMillis(400),
            () ->
                assertThatExceptionOfType(StoreException.Unavailable.class)
                    .isThrownBy(
                        () ->
                            transactions.write(
                                tx -> {
                                  runs.incrementAndGet();
                                  throw new StoreException.Conflict("always");
                                })));

    assertThat(taken).isLessThan(Duration.ofSeconds(3));
    assertThat(runs.get()).isPositive();
  }

  private static int sleep(Tx tx, double seconds, AtomicInteger runs) {
    runs.incrementAndGet();
    return tx.mapper(Statements.class).sleep(seconds);
  }

  private static double limit(Tx tx) {
    return tx.mapper(Statements.class).limit();
  }

  /** Runs it with a deadline, and measures. */
  private static Duration bound(Duration time, Runnable work) {
    long start = System.nanoTime();
    Deadline.after(start, time)
        .bind(
            () -> {
              work.run();
              return 0;
            });
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
