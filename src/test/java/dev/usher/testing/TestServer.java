package dev.usher.testing;

import dev.usher.cli.Wiring;
import dev.usher.directory.AccountChanges;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.authentication.CallerLimits;
import dev.usher.directory.authentication.FailureLimit;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.invitation.InvitationSettings;
import dev.usher.directory.key.MasterKeys;
import dev.usher.directory.query.ListLimits;
import dev.usher.http.BodyLimits;
import dev.usher.http.HttpService;
import dev.usher.http.HttpSettings;
import dev.usher.scim.bulk.BulkLimits;
import dev.usher.store.Database;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The real server over the real database, one a test JVM; each test has accounts of its own. */
public final class TestServer implements AutoCloseable {
  private static final long MAX_BODY = 1L << 20;
  private static final long MAX_GROUP = 16L << 20;

  /** How many requests it works on at once. */
  public static final int WORKERS = 10;

  /** The same for every server of the JVM, as processes on one database have it. */
  private static final MasterKeys KEYS = MasterKeys.generate(new SecureRandom());

  /** Tests fail to authenticate more often than any address may, all from one address. */
  private static final CallerLimits UNHINDERED =
      new CallerLimits(
          new FailureLimit(1_000_000, 1_000_000),
          CallerLimits.DEFAULT.accessTokens(),
          CallerLimits.DEFAULT.issues());

  private final AtomicInteger accountNumbers = new AtomicInteger();
  private final Database database;
  private final DatabaseSettings settings;
  private final URI root;
  private final HttpService http;
  private final Catalogues catalogues;
  private final Accounts accounts;
  private final Tokens tokens;
  private final Wiring wiring;

  private TestServer(
      Database database, DatabaseSettings settings, Clock clock, CallerLimits callerLimits) {
    this(database, settings, clock, List.of("127.0.0.1"), callerLimits, ListLimits.DEFAULT);
  }

  private TestServer(
      Database database,
      DatabaseSettings settings,
      Clock clock,
      List<String> trustedProxies,
      CallerLimits callerLimits,
      ListLimits lists) {
    this.database = database;
    this.settings = settings;
    Transactions transactions = database.transactions(Wiring.mappers());
    int port = freePort();
    root = URI.create("http://127.0.0.1:" + port);
    catalogues = new Catalogues(transactions, new AccountChanges(transactions));
    wiring =
        new Wiring(
            transactions,
            catalogues,
            clock,
            root,
            KEYS,
            InvitationSettings.DEFAULT,
            200,
            BulkLimits.DEFAULT,
            lists,
            callerLimits);
    accounts = new Accounts(transactions, catalogues, clock);
    tokens = new Tokens(transactions, accounts, clock);
    http =
        new HttpService(
            new HttpSettings(
                "127.0.0.1",
                port,
                root,
                java.util.Optional.empty(),
                WORKERS,
                new BodyLimits(MAX_BODY, MAX_GROUP, BulkLimits.DEFAULT.maxPayloadSize()),
                trustedProxies,
                TestAdmission.settings()),
            wiring.resources(),
            wiring.authentication(),
            database::isReachable);
    wiring.changes().start();
    http.start();
  }

  /** The server that tests share. */
  public static TestServer shared() {
    return Shared.SERVER;
  }

  /** One more process, as far as another process can tell, on the same database. */
  public static TestServer another() {
    return new TestServer(
        TestDatabase.shared(), TestDatabase.settings(), Clock.systemUTC(), UNHINDERED);
  }

  /** The same, behind proxies at these addresses. */
  public static TestServer behind(String... trustedProxies) {
    return new TestServer(
        TestDatabase.shared(),
        TestDatabase.settings(),
        Clock.systemUTC(),
        List.of(trustedProxies),
        UNHINDERED,
        ListLimits.DEFAULT);
  }

  /** The same, with limits of its own for lists. */
  public static TestServer anotherWith(ListLimits lists) {
    return new TestServer(
        TestDatabase.shared(),
        TestDatabase.settings(),
        Clock.systemUTC(),
        List.of("127.0.0.1"),
        UNHINDERED,
        lists);
  }

  /** The same, with a clock that shows another time. */
  public static TestServer anotherAt(Clock clock) {
    return new TestServer(TestDatabase.shared(), TestDatabase.settings(), clock, UNHINDERED);
  }

  /** The same, with limits of its own for callers. */
  public static TestServer anotherWith(CallerLimits callerLimits) {
    return new TestServer(
        TestDatabase.shared(), TestDatabase.settings(), Clock.systemUTC(), callerLimits);
  }

  /** Writes what the server has noted of its callers. */
  public void flush() {
    wiring.recorder().flush();
  }

  /** The composition root of this server. */
  public Wiring wiring() {
    return wiring;
  }

  /** The composition root of a server on the same database whose clock shows another time. */
  public Wiring wiringAt(Clock clock) {
    Transactions transactions = database.transactions(Wiring.mappers());
    return new Wiring(
        transactions,
        new Catalogues(transactions),
        clock,
        root,
        KEYS,
        InvitationSettings.DEFAULT,
        200,
        BulkLimits.DEFAULT,
        ListLimits.DEFAULT,
        UNHINDERED);
  }

  /**
   * A server on a database of the test's own, which has to be migrated.
   *
   * @param settings how to reach it for what {@link TestAccount#number} reads
   */
  public static TestServer on(Database database, DatabaseSettings settings) {
    return new TestServer(database, settings, Clock.systemUTC(), UNHINDERED);
  }

  /** The server root. */
  public URI root() {
    return root;
  }

  /** The SCIM base. */
  public URI scim() {
    return URI.create(root + "/scim/v2");
  }

  /** A fresh account with the shipped catalogue and these settings, each {@code name=value}. */
  public TestAccount account(String... settings) {
    return account(Optional.empty(), settings);
  }

  /** A fresh account with a catalogue of its own. */
  public TestAccount accountWith(String catalogueYaml, String... settings) {
    return account(Optional.of(CatalogueFile.parse("test", catalogueYaml)), settings);
  }

  /** The same account, seen through this server. */
  public ScimClient client(TestAccount account) {
    return new ScimClient(scim(), account.token());
  }

  /** A token of the account with these scopes alone. */
  public ScimClient clientWith(TestAccount account, EnumSet<Scope> scopes) {
    String name = "limited-" + accountNumbers.incrementAndGet();
    return new ScimClient(
        scim(), tokens.create(account.name(), name, scopes, Optional.empty()).secret());
  }

  /** Revokes the token of an account in this process. */
  public void revoke(TestAccount account) {
    tokens.revoke(account.name(), "tests");
  }

  /** Changes a setting of an account in this process. */
  public void set(TestAccount account, String name, String value) {
    accounts.set(account.name(), Map.of(name, value));
  }

  /** Applies a catalogue in this process. */
  public void apply(TestAccount account, String catalogueYaml) {
    catalogues.apply(account.id(), CatalogueFile.parse("test", catalogueYaml));
  }

  private TestAccount account(Optional<Catalogue> catalogue, String... settings) {
    String name = "test-" + accountNumbers.incrementAndGet() + "-" + UUID.randomUUID();
    // a test asks faster than any client
    Map<String, String> pairs = new HashMap<>(Map.of("rateLimit", "off", "callerRateLimit", "off"));
    Arrays.stream(settings)
        .map(each -> each.split("=", 2))
        .forEach(each -> pairs.put(each[0], each[1]));
    UUID id = accounts.create(name, catalogue, pairs).id();
    String token =
        tokens.create(name, "tests", EnumSet.allOf(Scope.class), Optional.empty()).secret();
    return new TestAccount(id, name, new ScimClient(scim(), token), this::number);
  }

  private long number(String sql, UUID account) {
    try (Connection connection = TestDatabase.connect(settings);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    wiring.changes().close();
    http.close();
  }

  private static final class Shared {
    private static final TestServer SERVER =
        new TestServer(
            TestDatabase.shared(), TestDatabase.settings(), Clock.systemUTC(), UNHINDERED);
  }
}
