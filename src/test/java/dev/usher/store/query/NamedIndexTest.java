package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.Wiring;
import dev.usher.cli.bench.Seeds;
import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.search.SearchMapper;
import dev.usher.store.user.UserMapper;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * After a statement that names an index MariaDB plans prepared ones as if no other index could
 * answer them. What counts or finds many rows reads an index all the same, and not each row.
 */
class NamedIndexTest {
  private static final int PEOPLE = 3_000;
  private static final int COUNTED = 10_001;
  private static final int TIMES = 8;

  /** A prepared statement is planned well the first time. */
  private static final int FIRST_TIMES = 3;

  private static final String LOCATION = "https://usher.example.com/scim/v2/Users";

  private static Transactions transactions;
  private static UUID account;

  @BeforeAll
  static void plant() throws SQLException {
    transactions = TestDatabase.shared().transactions(Wiring.mappers());
    account = TestServer.shared().account("activation=direct").id();
    new Seeds(transactions, account, PEOPLE, 10).plant();
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE TABLE user"); // time does it for tables that are in use
    }
  }

  @Test
  void allAreCountedByAnIndex() {
    QuerySql all = users(Optional.empty());

    assertReadsNoRows(tx -> assertThat(users(tx).count(all, COUNTED)).isGreaterThan(PEOPLE));
  }

  @Test
  void activeOnesAreCountedByAnIndex() {
    QuerySql active = users(Optional.of(activeIsTrue()));

    assertReadsNoRows(tx -> assertThat(users(tx).count(active, COUNTED)).isGreaterThan(PEOPLE));
  }

  @Test
  void aSearchOfBothTypesIsCountedByAnIndex() {
    UnionSql both =
        UnionCompiler.compile(
            account,
            List.of(
                new UnionCompiler.Branch(
                    "User",
                    new QueryCompiler(UserAttributes.table(LOCATION)),
                    Optional.of(activeIsTrue()),
                    Optional.empty())),
            false,
            Optional.empty());

    assertReadsNoRows(
        tx -> assertThat(tx.mapper(SearchMapper.class).count(both, COUNTED)).isGreaterThan(PEOPLE));
  }

  /** A row read by its key takes two pages and more; an index has a hundred rows in one. */
  private static void assertReadsNoRows(Consumer<Tx> work) {
    QuerySql all = users(Optional.empty());

    long pages = leastPages(tx -> users(tx).ids(all, 0, 50), work);

    assertThat(pages).isLessThan(PEOPLE / 3);
  }

  /**
   * How many pages of the database the work takes when another statement has named an index before:
   * the least of some times, since others may work meanwhile.
   */
  private static long leastPages(Consumer<Tx> naming, Consumer<Tx> work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TIMES; i++) {
      long read =
          transactions.read(
              tx -> {
                naming.accept(tx);
                long before = pages();
                work.accept(tx);
                return pages() - before;
              });
      least = i < FIRST_TIMES ? least : Math.min(least, read);
    }
    return least;
  }

  private static long pages() {
    try (Connection connection = TestDatabase.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_read_requests'")) {
      row.next();
      return row.getLong(2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UserMapper users(Tx tx) {
    return tx.mapper(UserMapper.class);
  }

  private static Predicate activeIsTrue() {
    return new Predicate.Compare(UserQueries.path("active"), Operator.EQ, true);
  }

  private static QuerySql users(Optional<Predicate> filter) {
    return new QueryCompiler(UserAttributes.table(LOCATION))
        .compile(account, filter, Optional.empty(), false);
  }
}
