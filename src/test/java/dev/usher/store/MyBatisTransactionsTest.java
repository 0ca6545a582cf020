package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.exceptions.PersistenceException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MyBatisTransactionsTest {

  record Row(int id, String name, UUID key, Instant at) {}

  interface Probe {
    @Select("SELECT @@tx_isolation")
    String isolation();

    @Select("SELECT id, name, `key`, at FROM tx_probe WHERE id = #{id}")
    Row row(int id);

    @Insert("INSERT INTO tx_probe (id, name, `key`, at) VALUES (#{id}, #{name}, #{key}, #{at})")
    int insert(Row row);

    @Update("UPDATE tx_probe SET name = #{name} WHERE id = #{id}")
    int rename(@Param("id") int id, @Param("name") String name);

    @Insert("INSERT INTO tx_probe_child (parent_id) VALUES (#{parent})")
    int insertChild(int parent);

    @Select("SELECT COUNT(*) FROM tx_probe")
    int count();

    @Select("SELECT id FROM tx_probe ORDER BY id")
    List<Integer> ids();

    @Select("SELECT SLEEP(5)")
    int slow();

    @Select("SELECT nonsense")
    int nonsense();
  }

  private static final Instant NOW = Instant.parse("2026-11-23T08:15:30.123Z");

  private final Transactions transactions =
      TestDatabase.shared().transactions(Mappers.of(List.of(Probe.class)));

  @BeforeAll
  static void makeTables() throws SQLException {
    execute(
        "CREATE TABLE tx_probe (id INT PRIMARY KEY, name VARCHAR(50), `key` UUID, at DATETIME(3),"
            + " UNIQUE KEY tx_probe_name (name))",
        "CREATE TABLE tx_probe_child (parent_id INT, CONSTRAINT tx_probe_child_parent"
            + " FOREIGN KEY (parent_id) REFERENCES tx_probe (id))");
  }

  @AfterAll
  static void dropTables() throws SQLException {
    execute("DROP TABLE tx_probe_child", "DROP TABLE tx_probe");
  }

  @BeforeEach
  void twoRows() throws SQLException {
    execute("DELETE FROM tx_probe_child", "DELETE FROM tx_probe");
    write(probe -> probe.insert(row(1, "one")));
    write(probe -> probe.insert(row(2, "two")));
  }

  @Test
  void readsAndWritesRunAtTheirIsolationLevels() {
    assertThat(transactions.<String>read(tx -> tx.mapper(Probe.class).isolation()))
        .isEqualTo("REPEATABLE-READ");
    assertThat(transactions.<String>write(tx -> tx.mapper(Probe.class).isolation()))
        .isEqualTo("READ-COMMITTED");
  }

  @Test
  void idsAndTimesComeBackAsTheyWereWritten() {
    UUID key = UUID.fromString("01a20a16-e6f6-770c-b73a-fee8ea785eb0");
    write(probe -> probe.insert(new Row(3, "three", key, NOW.plusNanos(999_999))));
    write(probe -> probe.insert(new Row(4, "four", null, null)));
    assertThat(read(3)).isEqualTo(new Row(3, "three", key, NOW));
    assertThat(read(4)).isEqualTo(new Row(4, "four", null, null));
  }

  @Test
  void aReadSeesOneStateAllAlong() {
    String seen =
        transactions.read(
            tx -> {
              tx.mapper(Probe.class).row(1);
              CompletableFuture.runAsync(() -> write(probe -> probe.rename(1, "uno"))).join();
              return tx.mapper(Probe.class).row(1).name();
            });
    assertThat(seen).isEqualTo("one");
    assertThat(read(1).name()).isEqualTo("uno");
  }

  @Test
  void readsOfOneStatementEachSeeTheStateOfTheirTime() {
    String seen =
        transactions.readEach(
            tx -> {
              tx.mapper(Probe.class).row(1);
              CompletableFuture.runAsync(() -> write(probe -> probe.rename(1, "uno"))).join();
              return tx.mapper(Probe.class).row(1).name();
            });
    assertThat(seen).isEqualTo("uno");
  }

  @Test
  void aReadThatFailedLeavesNoStateBehind() {
    IllegalStateException own = new IllegalStateException("own");
    assertThatThrownBy(
            () ->
                transactions.read(
                    tx -> {
                      tx.mapper(Probe.class).row(1);
                      throw own;
                    }))
        .isSameAs(own);
    write(probe -> probe.rename(1, "uno"));
    assertThat(transactions.<String>readEach(tx -> tx.mapper(Probe.class).row(1).name()))
        .isEqualTo("uno");
    assertThat(read(1).name()).isEqualTo("uno");
  }

  @Test
  void aReadCannotWrite() {
    assertThatThrownBy(() -> transactions.read(tx -> tx.mapper(Probe.class).rename(1, "uno")))
        .isInstanceOf(PersistenceException.class);
    assertThatThrownBy(() -> transactions.readEach(tx -> tx.mapper(Probe.class).rename(1, "uno")))
        .isInstanceOf(PersistenceException.class);
    assertThat(read(1).name()).isEqualTo("one");
  }

  @Test
  void whatTheFunctionThrowsPassesAndNothingIsStored() {
    IllegalStateException own = new IllegalStateException("own");
    assertThatThrownBy(
            () ->
                transactions.write(
                    tx -> {
                      tx.mapper(Probe.class).rename(1, "uno");
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(read(1).name()).isEqualTo("one");
  }

  @Test
  void aTakenKeyIsNamed() {
    assertThatExceptionOfType(StoreException.DuplicateKey.class)
        .isThrownBy(() -> write(probe -> probe.insert(row(3, "two"))))
        .satisfies(e -> assertThat(e.key()).isEqualTo("tx_probe_name"));
    assertThatExceptionOfType(StoreException.DuplicateKey.class)
        .isThrownBy(() -> write(probe -> probe.insert(row(1, "three"))))
        .satisfies(e -> assertThat(e.key()).isEqualTo("PRIMARY"));
  }

  @Test
  void aTakenKeyIsNamedAlsoWhenItsValueQuotesAnother() {
    String trap = "x' for key 'other.trap'";
    write(probe -> probe.insert(row(3, trap)));
    assertThatExceptionOfType(StoreException.DuplicateKey.class)
        .isThrownBy(() -> write(probe -> probe.insert(row(4, trap))))
        .satisfies(e -> assertThat(e.key()).isEqualTo("tx_probe_name"));
  }

  @Test
  void theFunctionCanCatchATakenKeyAndGoOn() {
    write(
        probe -> {
          try {
            return probe.insert(row(3, "two"));
          } catch (StoreException.DuplicateKey taken) {
            return probe.insert(row(3, "three"));
          }
        });
    assertThat(read(3).name()).isEqualTo("three");
  }

  @Test
  void aMissingAndAReferredToRowNameTheConstraint() {
    assertThatExceptionOfType(StoreException.ForeignKey.class)
        .isThrownBy(() -> write(probe -> probe.insertChild(99)))
        .satisfies(e -> assertThat(e.constraint()).isEqualTo("tx_probe_child_parent"));
    write(probe -> probe.insertChild(1));
    assertThatThrownBy(() -> execute("DELETE FROM tx_probe WHERE id = 1"))
        .satisfies(
            e ->
                assertThat(SqlErrors.convert(e))
                    .get()
                    .isInstanceOfSatisfying(
                        StoreException.ForeignKey.class,
                        foreign ->
                            assertThat(foreign.constraint()).isEqualTo("tx_probe_child_parent")));
  }

  @Test
  void aConflictOfTheFunctionRunsItAgain() {
    AtomicInteger runs = new AtomicInteger();
    int result =
        transactions.write(
            tx -> {
              tx.mapper(Probe.class).insert(row(3, "three"));
              if (runs.incrementAndGet() < 3) {
                throw new StoreException.Conflict("changed meanwhile");
              }
              return tx.mapper(Probe.class).count();
            });
    assertThat(runs).hasValue(3);
    assertThat(result).isEqualTo(3);
  }

  @Test
  void aConflictThatStaysIsUnavailableAfterFiveSeconds() {
    long start = System.nanoTime();
    assertThatExceptionOfType(StoreException.Unavailable.class)
        .isThrownBy(
            () ->
                transactions.write(
                    tx -> {
                      throw new StoreException.Conflict("always");
                    }))
        .withCauseInstanceOf(StoreException.Conflict.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
  }

  @Test
  void theLoserOfADeadlockRunsAgain() {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Void> there = crossing(1, 2, "a", bothHoldOne, runs);
    CompletableFuture<Void> back = crossing(2, 1, "b", bothHoldOne, runs);
    CompletableFuture.allOf(there, back).join();
    assertThat(runs.get()).isGreaterThan(2);
    assertThat(read(1).name().charAt(0)).isEqualTo(read(2).name().charAt(0));
  }

  /** Writes two rows, the second only when the other side holds it. */
  private CompletableFuture<Void> crossing(
      int first, int second, String name, CyclicBarrier bothHoldOne, AtomicInteger runs) {
    AtomicInteger own = new AtomicInteger();
    return CompletableFuture.runAsync(
        () ->
            write(
                probe -> {
                  runs.incrementAndGet();
                  probe.rename(first, name + first);
                  if (own.incrementAndGet() == 1) {
                    await(bothHoldOne);
                  }
                  return probe.rename(second, name + second);
                }));
  }

  @Test
  void aLostTransactionIsRunAgainAlthoughTheFunctionHidIt() throws Exception {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch waited = new CountDownLatch(1);
    CompletableFuture<Void> holder =
        CompletableFuture.runAsync(
            () ->
                write(
                    probe -> {
                      probe.rename(1, "held");
                      locked.countDown();
                      await(waited);
                      return 0;
                    }));
    assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
    AtomicInteger runs = new AtomicInteger();
    write(
        probe -> {
          runs.incrementAndGet();
          probe.rename(2, "dos");
          try {
            return probe.rename(1, "uno"); // waits for longer than a lock is waited for
          } catch (StoreException.Conflict hidden) {
            waited.countDown();
            return 0;
          }
        });
    holder.join();
    assertThat(runs.get()).isGreaterThan(1);
    assertThat(read(1).name()).isEqualTo("uno");
    assertThat(read(2).name()).isEqualTo("dos");
  }

  @Test
  void ofWritesTogetherTheFailedOneIsUndoneAndTheOthersStay() {
    IllegalStateException own = new IllegalStateException("own");
    Optional<String> done =
        transactions.together(
            together -> {
              together.write(tx -> tx.mapper(Probe.class).insert(row(3, "three")));
              assertThatThrownBy(
                      () ->
                          together.write(
                              tx -> {
                                tx.mapper(Probe.class).insert(row(4, "four"));
                                tx.later("rows", List.of(5), each -> insertAll(tx, each));
                                throw own;
                              }))
                  .isSameAs(own);
              assertThatExceptionOfType(StoreException.DuplicateKey.class)
                  .isThrownBy(
                      () -> together.write(tx -> tx.mapper(Probe.class).insert(row(6, "two"))));
              together.write(tx -> tx.mapper(Probe.class).insert(row(7, "seven")));
              return "done";
            });

    assertThat(done).contains("done");
    assertThat(ids()).containsExactly(1, 2, 3, 7);
  }

  @Test
  void aConflictLosesAllWritesTogetherAlthoughTheFunctionHidIt() {
    Optional<String> done =
        transactions.together(
            together -> {
              together.write(tx -> tx.mapper(Probe.class).insert(row(3, "three")));
              assertThatExceptionOfType(StoreException.Conflict.class)
                  .isThrownBy(
                      () ->
                          together.write(
                              tx -> {
                                throw new StoreException.Conflict("changed meanwhile");
                              }));
              assertThatExceptionOfType(StoreException.Conflict.class)
                  .isThrownBy(() -> together.write(tx -> tx.mapper(Probe.class).count()));
              return "done";
            });

    assertThat(done).isEmpty();
    assertThat(ids()).containsExactly(1, 2);
  }

  @Test
  void writesTogetherSeeWhatWasWrittenBefore() {
    Optional<Integer> counted =
        transactions.together(
            together -> {
              together.write(tx -> tx.mapper(Probe.class).insert(row(3, "three")));
              return together.read(tx -> tx.mapper(Probe.class).count());
            });

    assertThat(counted).contains(3);
  }

  @Test
  void whatTheFunctionOfWritesTogetherThrowsPassesAndNothingIsStored() {
    IllegalStateException own = new IllegalStateException("own");
    assertThatThrownBy(
            () ->
                transactions.together(
                    together -> {
                      together.write(tx -> tx.mapper(Probe.class).insert(row(3, "three")));
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(ids()).containsExactly(1, 2);
  }

  @Test
  void rowsWaitForOthersOfTheirKindUntilTheNextStatementOrTheEnd() {
    List<List<Integer>> statements = new ArrayList<>();
    int seen =
        transactions.write(
            tx -> {
              statements.clear();
              for (int id : List.of(3, 4, 5)) {
                tx.later("rows", List.of(id), each -> statements.add(insertAll(tx, each)));
              }
              int count = tx.mapper(Probe.class).count();
              tx.later("rows", List.of(6), each -> statements.add(insertAll(tx, each)));
              return count;
            });

    assertThat(seen).isEqualTo(5);
    assertThat(statements).containsExactly(List.of(3, 4, 5), List.of(6));
    assertThat(ids()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void noStepHandlesTheFailureOfRowsThatAnotherLeft() {
    List<String> handled = new ArrayList<>();
    Function<Tx, Integer> work =
        tx -> {
          tx.later("rows", List.of(1), each -> insertAll(tx, each));
          try {
            return tx.mapper(Probe.class).count();
          } catch (StoreException.DuplicateKey e) {
            handled.add(e.key());
            return 0;
          }
        };

    assertThatExceptionOfType(StoreException.DuplicateKey.class)
        .isThrownBy(() -> transactions.write(work))
        .satisfies(e -> assertThat(e.key()).isEqualTo("PRIMARY"));
    transactions.together(
        together -> {
          assertThatExceptionOfType(StoreException.DuplicateKey.class)
              .isThrownBy(() -> together.write(work));
          return together.write(tx -> tx.mapper(Probe.class).insert(row(3, "three")));
        });

    assertThat(handled).isEmpty();
    assertThat(ids()).containsExactly(1, 2, 3);
  }

  @Test
  void aFunctionThatHidesTheFailureOfRowsThatWaitedStoresNothing() {
    IllegalStateException own = new IllegalStateException("the writer's own");
    Consumer<List<Integer>> failing =
        rows -> {
          throw own;
        };
    assertThatThrownBy(
            () ->
                transactions.write(
                    tx -> {
                      tx.mapper(Probe.class).insert(row(3, "three"));
                      tx.later("rows", List.of(4), failing);
                      try {
                        return tx.mapper(Probe.class).count();
                      } catch (RuntimeException hidden) {
                        return 0;
                      }
                    }))
        .isSameAs(own);

    assertThat(ids()).containsExactly(1, 2);
  }

  @Test
  void aConflictOfRowsThatWaitedRunsTheTransactionAgain() {
    AtomicInteger runs = new AtomicInteger();
    transactions.write(
        tx -> {
          tx.later(
              "rows",
              List.of(3),
              each -> {
                if (runs.incrementAndGet() == 1) {
                  throw new StoreException.Conflict("changed meanwhile");
                }
                insertAll(tx, each);
              });
          return tx.mapper(Probe.class).count();
        });

    assertThat(runs).hasValue(2);
    assertThat(ids()).containsExactly(1, 2, 3);
  }

  private static List<Integer> insertAll(Tx tx, List<Integer> ids) {
    List<Integer> inserted = List.copyOf(ids);
    inserted.forEach(id -> tx.mapper(Probe.class).insert(row(id, "row" + id)));
    return inserted;
  }

  private List<Integer> ids() {
    return transactions.read(tx -> tx.mapper(Probe.class).ids());
  }

  @Test
  void aReadThatTakesTooLongIsStopped() {
    try (Database impatient =
        Database.open(TestDatabase.settings().with(1, Duration.ofMillis(1500)))) {
      Transactions transactionsInHaste = impatient.transactions(Mappers.of(List.of(Probe.class)));
      assertThatExceptionOfType(StoreException.QueryTimeout.class)
          .isThrownBy(() -> transactionsInHaste.<Integer>read(tx -> tx.mapper(Probe.class).slow()));
    }
  }

  @Test
  void aMistakeInAStatementIsNoStoreException() {
    assertThatThrownBy(() -> transactions.read(tx -> tx.mapper(Probe.class).nonsense()))
        .isInstanceOf(PersistenceException.class);
  }

  @Test
  void aConnectionThatWasCutIsReplacedAndTheFunctionRunsAgain() throws SQLException {
    AtomicInteger runs = new AtomicInteger();
    write(
        probe -> {
          int renamed = probe.rename(1, "uno");
          if (runs.incrementAndGet() == 1) {
            cutOtherConnections();
            probe.rename(2, "never stored");
          }
          return renamed;
        });
    assertThat(runs.get()).isGreaterThan(1);
    assertThat(read(1).name()).isEqualTo("uno");
    assertThat(read(2).name()).isEqualTo("two");
  }

  private static void cutOtherConnections() {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement()) {
      List<Long> ids = new ArrayList<>();
      try (var rows =
          statement.executeQuery(
              "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()")) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      for (long id : ids) {
        statement.addBatch("KILL " + id);
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Work {
    int on(Probe probe);
  }

  private int write(Work work) {
    return transactions.write(tx -> work.on(tx.mapper(Probe.class)));
  }

  private Row read(int id) {
    return transactions.read(tx -> tx.mapper(Probe.class).row(id));
  }

  private static Row row(int id, String name) {
    return new Row(id, name, null, NOW);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
