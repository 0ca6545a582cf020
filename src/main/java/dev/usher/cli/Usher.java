package dev.usher.cli;

import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Authenticator;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.key.MasterKeys;
import dev.usher.http.HttpService;
import dev.usher.store.Database;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.CatalogueUseMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A running Usher, and the place where its parts are put together. */
public final class Usher implements AutoCloseable {
  private final Settings settings;
  private final ClosingStack opened;
  private final Optional<String> newToken;
  private final Path tokenFile;

  private Usher(Settings settings, ClosingStack opened, Optional<String> newToken, Path tokenFile) {
    this.settings = settings;
    this.opened = opened;
    this.newToken = newToken;
    this.tokenFile = tokenFile;
  }

  /**
   * Checks the settings, opens and migrates the database, serves, and makes the first account.
   *
   * @throws SettingsException when the settings are unsafe
   * @throws dev.usher.store.embedded.EmbeddedDatabaseException when the embedded database cannot
   *     run
   * @throws dev.usher.store.StoreException.Unavailable when the external one cannot be reached
   * @throws dev.usher.http.ListenException when the address cannot be had
   */
  public static Usher start(Settings settings) {
    return start(settings, new ClosingStack());
  }

  /**
   * @param opened may be closed by another thread at any time, to stop
   */
  static Usher start(Settings settings, ClosingStack opened) {
    StartupChecks.beforeServing(settings);
    try {
      MasterKeys keys = MasterKeyFile.load(settings);
      Database database = OpenDatabase.forServer(settings, opened);
      Clock clock = Clock.systemUTC();
      Transactions transactions = database.transactions(mappers());
      Accounts accounts = new Accounts(transactions, new Catalogues(transactions), clock);
      Authenticator authenticator = new Authenticator(transactions, accounts, clock);
      HttpService http =
          opened.push(
              new HttpService(
                  settings.http(),
                  resources(settings, transactions, keys, clock),
                  authenticator::authenticate,
                  database::isReachable));
      http.start();
      FirstStart firstStart =
          new FirstStart(
              accounts, new Tokens(transactions, accounts, clock), settings.dataDirectory());
      return new Usher(settings, opened, firstStart.run(), firstStart.tokenFile());
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** Every mapper that a transaction may be asked for. */
  static List<Class<?>> mappers() {
    return List.of(
        AccountMapper.class, TokenMapper.class, CatalogueMapper.class, CatalogueUseMapper.class);
  }

  /** The resources that are served, each with its full path. */
  private static List<Object> resources(
      Settings settings, Transactions transactions, MasterKeys keys, Clock clock) {
    return List.of();
  }

  /** Where the SCIM endpoints are. */
  public URI scimBase() {
    return settings.http().scimBase();
  }

  /** The token that a first start made; shown once, it is not stored anywhere but in its file. */
  public Optional<String> newToken() {
    return newToken;
  }

  /** The file that a first start kept its token in. */
  public Path tokenFile() {
    return tokenFile;
  }

  /** Finishes the running requests and stops everything, the embedded database last. */
  @Override
  public void close() {
    opened.close();
  }
}
