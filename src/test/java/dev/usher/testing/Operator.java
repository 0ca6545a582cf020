package dev.usher.testing;

import static java.util.stream.Collectors.joining;

import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.store.Mappers;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountChangeMapper;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.CatalogueUseMapper;
import dev.usher.store.oauth.AccessTokenMapper;
import dev.usher.store.oauth.OauthClientMapper;
import dev.usher.store.openid.OpenIdProviderMapper;
import dev.usher.store.openid.PersonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What an operator's tests start from: accounts of their own in the shared database. */
public final class Operator {
  private static final List<Class<?>> MAPPERS =
      List.of(
          AccountMapper.class,
          AccountChangeMapper.class,
          TokenMapper.class,
          CatalogueMapper.class,
          CatalogueUseMapper.class,
          OauthClientMapper.class,
          AccessTokenMapper.class,
          OpenIdProviderMapper.class,
          PersonMapper.class,
          dev.usher.store.audit.AuditEventMapper.class);

  private final Transactions transactions = TestDatabase.shared().transactions(Mappers.of(MAPPERS));
  private final Catalogues catalogues = new Catalogues(transactions);
  private final Accounts accounts = new Accounts(transactions, catalogues, Clock.systemUTC());

  public Transactions transactions() {
    return transactions;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Catalogues catalogues() {
    return catalogues;
  }

  /** A name that no other account has. */
  public static String aName() {
    return "account-" + UUID.randomUUID();
  }

  /** A new account with the shipped catalogue. */
  public Account anAccount() {
    return accounts.create(aName(), Optional.empty(), Map.of());
  }

  /** A new account with that catalogue. */
  public Account anAccount(String yaml) {
    Catalogue catalogue = CatalogueFile.parse("test.yaml", yaml);
    return accounts.create(aName(), Optional.of(catalogue), Map.of());
  }

  /** A user row in that organization. */
  public UUID aUser(Account account, String status, String organization) {
    UUID id = UUID.randomUUID();
    execute(
        "INSERT INTO user (account_id, id, user_name, status, organization_id, profile, version,"
            + " created_at, last_modified) VALUES (?, ?, ?, ?, ?, '{}', 1, NOW(), NOW())",
        account.id(),
        id,
        "user-" + id,
        status,
        organization);
    return id;
  }

  /** Runs a statement that no mapper has. */
  public void execute(String sql, Object... parameters) {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement = prepare(connection, sql, parameters)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the rows, as text, with commas between. */
  public String column(String sql, Object... parameters) {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      Stream.Builder<String> values = Stream.builder();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values.build().collect(joining(","));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      Object parameter = parameters[i];
      statement.setObject(i + 1, parameter instanceof UUID id ? id.toString() : parameter);
    }
    return statement;
  }
}
