package dev.usher.stress;

import dev.usher.cli.Wiring;
import dev.usher.cli.bench.Seeds;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.store.Database;
import dev.usher.store.Transactions;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.store.embedded.EmbeddedSettings;
import dev.usher.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is in the database before the server starts: a large account with its token, and a small
 * one.
 *
 * @param greedy the token of the large account
 * @param modest the token of the small account
 */
record Planted(String greedy, String modest) {
  /** Members of the large account's first group. */
  static final int PEOPLE = 50_000;

  /** Members of every one of {@link #MANY_GROUPS} groups more. */
  static final int IN_MANY_GROUPS = 300;

  private static final int GROUPS = 50;
  private static final int MANY_GROUPS = 500;
  private static final int FIRST_OF_MANY = 1_000;
  private static final int SMALL = 1_000;

  /** The id of the user or group with that number. */
  static String user(int number) {
    return "01900000-0000-7000-8000-%012x".formatted(number);
  }

  static String group(int number) {
    return "01900000-0000-7000-9000-%012x".formatted(number);
  }

  /** Plants into the database that a server with that home will find. */
  static Planted in(Path home) throws SQLException {
    EmbeddedSettings settings =
        new EmbeddedSettings(
            home.resolve("data/mariadb"), TestDatabase.embeddedIn(home).programs(), "128M", false);
    try (EmbeddedMariaDb server = EmbeddedMariaDb.tryStart(settings).orElseThrow();
        Database database = Database.open(server.connection())) {
      database.migrate();
      Transactions transactions = database.transactions(Wiring.mappers());
      Planted planted =
          new Planted(
              account(transactions, "greedy", PEOPLE, GROUPS),
              account(transactions, "modest", SMALL, 10));
      try (Connection connection = TestDatabase.connect(server.connection())) {
        manyGroups(connection);
      }
      return planted;
    }
  }

  private static String account(Transactions transactions, String name, int people, int groups) {
    Accounts accounts = new Accounts(transactions, new Catalogues(transactions), Clock.systemUTC());
    UUID id = accounts.create(name, Optional.empty(), Map.of("activation", "direct")).id();
    new Seeds(transactions, id, people, groups).plant();
    return new Tokens(transactions, accounts, Clock.systemUTC())
        .create(name, "stress", EnumSet.allOf(Scope.class), Optional.empty())
        .secret();
  }

  private static void manyGroups(Connection connection) throws SQLException {
    execute(
        connection,
        "INSERT INTO directory_group (account_id, id, display_name, version, created_at, last_modified)"
            + " SELECT a.id, CONCAT('01900000-0000-7000-9000-', LPAD(LOWER(HEX(s.seq)), 12, '0')),"
            + " CONCAT('One of many groups ', s.seq), 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)"
            + " FROM account a JOIN seq_%d_to_%d s WHERE a.name = 'greedy'"
                .formatted(FIRST_OF_MANY, FIRST_OF_MANY + MANY_GROUPS - 1));
    execute(
        connection,
        "INSERT INTO group_user (account_id, group_id, user_id)"
            + " SELECT a.id, CONCAT('01900000-0000-7000-9000-', LPAD(LOWER(HEX(s.seq)), 12, '0')),"
            + " CONCAT('01900000-0000-7000-8000-', LPAD(LOWER(HEX(p.seq)), 12, '0'))"
            + " FROM account a JOIN seq_%d_to_%d s JOIN seq_1_to_%d p WHERE a.name = 'greedy'"
                .formatted(FIRST_OF_MANY, FIRST_OF_MANY + MANY_GROUPS - 1, IN_MANY_GROUPS));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }
}
