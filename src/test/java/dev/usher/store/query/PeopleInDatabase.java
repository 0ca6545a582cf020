package dev.usher.store.query;

import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** People in an account of their own, and the way to ask for them. */
final class PeopleInDatabase implements AutoCloseable {
  private final UserQueries queries;
  private final UUID account;

  PeopleInDatabase(Collection<Person> people) {
    try (Connection connection = TestDatabase.connect()) {
      connection.setAutoCommit(false);
      PeopleTables tables = new PeopleTables(connection);
      account = tables.account();
      for (Person person : people) {
        tables.add(account, person);
      }
      connection.commit();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    queries = new UserQueries(account);
  }

  static PeopleInDatabase of(Person... people) {
    return new PeopleInDatabase(List.of(people));
  }

  UUID account() {
    return account;
  }

  UserQueries queries() {
    return queries;
  }

  @Override
  public void close() {
    queries.close();
  }
}
