package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A statement that ends its connection, or the server, is not sent again. */
@Timeout(60)
class LostConnectionTest {
  interface Statements {
    @Select("SELECT CONNECTION_ID()")
    long connection();

    @Select("SELECT 1")
    int one();

    @Select("SELECT SLEEP(20)")
    int sleep();

    @Select("SELECT ${terms}")
    long sum(@Param("terms") String terms);
  }

  private static final Mappers MAPPERS = Mappers.of(List.of(Statements.class));

  private final Transactions transactions = TestDatabase.shared().transactions(MAPPERS);

  @Test
  void aReadThatLosesItsConnectionWhileItsStatementRunsIsNotRunAgain() {
    AtomicInteger runs = new AtomicInteger();
    assertThatExceptionOfType(StoreException.Unavailable.class)
        .isThrownBy(() -> transactions.read(tx -> cutDuringTheStatement(tx, runs)));

    assertThat(runs).hasValue(1);
  }

  @Test
  void neitherIsAReadOfOneStatement() {
    AtomicInteger runs = new AtomicInteger();
    assertThatExceptionOfType(StoreException.Unavailable.class)
        .isThrownBy(() -> transactions.readEach(tx -> cutDuringTheStatement(tx, runs)));

    assertThat(runs).hasValue(1);
  }

  private static int cutDuringTheStatement(Tx tx, AtomicInteger runs) {
    runs.incrementAndGet();
    long id = tx.mapper(Statements.class).connection();
    Thread killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(500);
                kill(id);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    killer.start();
    return tx.mapper(Statements.class).sleep();
  }

  @Test
  void connectionsThatWereCutWhileTheyWereIdleAreReplaced() {
    try (Database database =
        Database.open(TestDatabase.settings().with(1, Duration.ofSeconds(10)))) {
      Transactions one = database.transactions(MAPPERS);
      for (int i = 0; i < 3; i++) {
        kill(one.<Long>read(tx -> tx.mapper(Statements.class).connection()));
        assertThat(one.<Integer>read(tx -> tx.mapper(Statements.class).one())).isEqualTo(1);
        kill(one.<Long>readEach(tx -> tx.mapper(Statements.class).connection()));
        assertThat(one.<Integer>readEach(tx -> tx.mapper(Statements.class).one())).isEqualTo(1);
        kill(one.<Long>write(tx -> tx.mapper(Statements.class).connection()));
        assertThat(one.<Integer>write(tx -> tx.mapper(Statements.class).one())).isEqualTo(1);
      }
    }
  }

  @Test
  void aStatementThatNeedsTooMuchMemoryIsRefusedAndRunsOnce() {
    DatabaseSettings small =
        TestDatabase.settings().with(1, Duration.ofSeconds(10)).withSessionMemory(8L << 20);
    String terms = subqueries(800);
    try (Database database = Database.open(small)) {
      Transactions one = database.transactions(MAPPERS);
      AtomicInteger runs = new AtomicInteger();
      long before = one.<Long>read(tx -> tx.mapper(Statements.class).connection());
      assertThatExceptionOfType(StoreException.TooLarge.class)
          .isThrownBy(
              () ->
                  one.read(
                      tx -> {
                        runs.incrementAndGet();
                        return tx.mapper(Statements.class).sum(terms);
                      }));
      assertThat(runs).hasValue(1);
      assertThat(one.<Long>read(tx -> tx.mapper(Statements.class).connection()))
          .as("a session of its own for the next")
          .isNotEqualTo(before);
    }
  }

  @Test
  void theSameStatementRunsWithTheMemoryThatSessionsHave() {
    String terms = subqueries(800);

    assertThat(transactions.<Long>read(tx -> tx.mapper(Statements.class).sum(terms))).isEqualTo(1);
  }

  private static String subqueries(int number) {
    return "GREATEST(1" + ", (SELECT COUNT(*) FROM (SELECT 1 LIMIT 0) e)".repeat(number) + ")";
  }

  @Test
  void aStatementThatNestsTooDeepIsRefused() {
    String terms = "1" + " + (SELECT COUNT(*) FROM account WHERE FALSE)".repeat(2_000);

    assertThatExceptionOfType(StoreException.TooLarge.class)
        .isThrownBy(() -> transactions.read(tx -> tx.mapper(Statements.class).sum(terms)));
  }

  private static void kill(long connection) {
    try (Connection other = TestDatabase.connect();
        Statement statement = other.createStatement()) {
      statement.execute("KILL " + connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
