package dev.usher.cli;

import dev.usher.cli.bench.AccountsBench;
import dev.usher.cli.bench.BulkBench;
import dev.usher.cli.bench.CursorBench;
import dev.usher.cli.bench.GroupBench;
import dev.usher.cli.bench.GrowthBench;
import dev.usher.cli.bench.OwnServer;
import dev.usher.cli.bench.PageBench;
import dev.usher.cli.bench.Seeds;
import dev.usher.cli.bench.WholeBench;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.store.Database;
import dev.usher.store.Transactions;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what is promised, on a server and a database of its own: {@code scripts/bench}. */
@Command(
    name = "bench",
    hidden = true,
    description = {
      "Measure how fast Usher is on this machine, and how far that is from what the machine allows.",
      "To be run by scripts/bench, which gives it its own data."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final long PAGE_TURN_MILLIS = 700;
  private static final Duration TOKEN_LIFE = Duration.ofDays(1);
  private static final Map<String, String> ACCOUNT_SETTINGS =
      Map.of("activation", "direct", "rateLimit", "off", "callerRateLimit", "off");

  private final Supplier<Settings> settings;
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many users to measure with (${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--groups",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many groups, the first with up to 100,000 members (${DEFAULT-VALUE}).")
  private int groups;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = {
        "How long each measurement lasts, after half as long a warm-up (${DEFAULT-VALUE}).",
        "Before all of them every workload runs until the compiler has little left to do."
      })
  private int seconds;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only the workloads whose name has this in it.")
  private String only;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = {
        "Show the change against the JSON file of an earlier run.",
        "Of a run with another number of users, whether more make anything slower."
      })
  private Path compare;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Measure another SCIM server at this base URL instead; it is filled over SCIM.")
  private URI server;

  @Option(names = "--token", paramLabel = "TOKEN", description = "The bearer token for --server.")
  private String token;

  @Option(
      names = "--check",
      description = "End with 1 when a target is missed; with --server, when a request fails.")
  private boolean check;

  BenchCommand(Supplier<Settings> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (users < 1_000 || groups < 2 || seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--users must be at least 1000, --groups 2, --seconds 1");
    }
    if ((server == null) != (token == null)) {
      throw new ParameterException(spec.commandLine(), "--server and --token belong together");
    }
    if (server != null && (server.getHost() == null || !isHttp(server.getScheme()))) {
      throw new ParameterException(
          spec.commandLine(), "--server must be an http or https URL with a host");
    }
    if (token != null && !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new ParameterException(
          spec.commandLine(), "--token has characters that no header can hold");
    }
    WholeBench whole = whole();
    boolean kept = server == null ? withOwnServer(whole::run) : whole.run(server, token);
    return kept || !check ? 0 : 1;
  }

  private static boolean isHttp(String scheme) {
    return "http".equals(scheme) || "https".equals(scheme);
  }

  @Command(
      name = "soak",
      description = "Run a directory's mix of requests for some minutes: does anything wear out?",
      mixinStandardHelpOptions = true)
  int soak(
      @Option(
              names = "--minutes",
              paramLabel = "N",
              defaultValue = "10",
              description = "How long (${DEFAULT-VALUE}).")
          int minutes) {
    WholeBench whole = whole();
    return withOwnServer((own, seeds, ready) -> whole.soak(own, seeds, minutes)) ? 0 : 1;
  }

  @Command(
      name = "groups",
      description = "Change and read groups of 10, 1,000 and 100,000 members.",
      mixinStandardHelpOptions = true)
  int groups() throws InterruptedException, ExecutionException {
    return onNewAccount(
        "bench-groups-",
        (base, secret, transactions, account) ->
            new GroupBench(base, secret, GroupBench.plant(transactions, account), out()).run());
  }

  @Command(
      name = "cursor",
      description = "Walk 200,000 users by cursor while four others create and delete.",
      mixinStandardHelpOptions = true)
  int cursor() throws InterruptedException, ExecutionException {
    return onNewAccount(
        "bench-cursor-",
        (base, secret, transactions, account) -> {
          CursorBench.plant(transactions, account);
          return new CursorBench(base, secret, out()).run();
        });
  }

  @Command(
      name = "bulk",
      description = "Create 1,000 users by single requests and in one Bulk.",
      mixinStandardHelpOptions = true)
  int bulk() throws InterruptedException, ExecutionException {
    return onNewAccount(
        "bench-bulk-",
        (base, secret, transactions, account) -> new BulkBench(base, secret, out()).run());
  }

  @Command(
      name = "accounts",
      description = "Read users of one account, and spread over 10,000 accounts, in turns.",
      mixinStandardHelpOptions = true)
  int quietAccounts(
      @Option(names = "--check", description = "End with 1 when the target is missed.")
          boolean checked) {
    try (Usher usher = Usher.start(settings.get());
        ClosingStack opened = new ClosingStack()) {
      Transactions transactions =
          OpenDatabase.besideServer(settings.get(), opened).transactions(Wiring.mappers());
      int accounts = AccountsBench.ACCOUNTS;
      if (!AccountsBench.arePlanted(transactions, accounts)) {
        UUID template = account(transactions, "bench-template-").id();
        AccountsBench.plant(transactions, template, accounts);
      }
      List<String> tokens =
          AccountsBench.tokens(transactions, accounts, clock, clock.instant().plus(TOKEN_LIFE));
      AccountsBench bench =
          new AccountsBench(usher.scimBase(), tokens, Duration.ofSeconds(seconds), out());
      return bench.run() || !(check || checked) ? 0 : 1;
    }
  }

  @Command(
      name = "growth",
      description = "Run every workload with few users and with --users, in turns.",
      mixinStandardHelpOptions = true)
  int growth(
      @Option(
              names = "--from",
              paramLabel = "N",
              defaultValue = "10000",
              description = "How many users are few (${DEFAULT-VALUE}).")
          int from) {
    try (Usher usher = Usher.start(settings.get());
        ClosingStack opened = new ClosingStack()) {
      Transactions transactions =
          OpenDatabase.besideServer(settings.get(), opened).transactions(Wiring.mappers());
      GrowthBench bench =
          new GrowthBench(
              usher.scimBase(),
              Duration.ofSeconds(seconds),
              name -> WholeBench.isChosen(name, only),
              out(),
              clock);
      return bench.run(side(transactions, from), side(transactions, users)) ? 0 : 1;
    }
  }

  @Command(
      name = "pages",
      description = "Ask for pages with their totals in a small account, in times of a GET.",
      mixinStandardHelpOptions = true)
  int pages(
      @Option(
              names = "--of",
              paramLabel = "N",
              defaultValue = "5000",
              description = "How many users the account has (${DEFAULT-VALUE}).")
          int people) {
    try (Usher usher = Usher.start(settings.get());
        ClosingStack opened = new ClosingStack()) {
      Transactions transactions =
          OpenDatabase.besideServer(settings.get(), opened).transactions(Wiring.mappers());
      GrowthBench.Planted planted = side(transactions, people);
      return new PageBench(
                  usher.scimBase(),
                  planted.token(),
                  planted.seeds(),
                  Duration.ofMillis(PAGE_TURN_MILLIS),
                  out(),
                  clock)
              .run()
          ? 0
          : 1;
    }
  }

  private GrowthBench.Planted side(Transactions transactions, int people) {
    Account account = planted(transactions, people);
    return new GrowthBench.Planted(
        token(transactions, account).secret(), seeds(transactions, account, people));
  }

  /** What is measured in an account of its own; tells whether every promise was kept. */
  private interface Promises {
    boolean kept(URI scimBase, String secret, Transactions transactions, UUID account)
        throws InterruptedException, ExecutionException;
  }

  private int onNewAccount(String prefix, Promises promises)
      throws InterruptedException, ExecutionException {
    try (Usher usher = Usher.start(settings.get());
        ClosingStack opened = new ClosingStack()) {
      Transactions transactions =
          OpenDatabase.besideServer(settings.get(), opened).transactions(Wiring.mappers());
      Account account = account(transactions, prefix);
      String secret = token(transactions, account).secret();
      return promises.kept(usher.scimBase(), secret, transactions, account.id()) ? 0 : 1;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** What is measured on the Usher of this process. */
  private interface Measurement {
    boolean run(OwnServer own, Seeds seeds, Duration untilReady);
  }

  private boolean withOwnServer(Measurement measurement) {
    try (Usher usher = Usher.start(settings.get());
        ClosingStack opened = new ClosingStack()) {
      Duration untilReady =
          Duration.ofMillis(clock.millis() - ManagementFactory.getRuntimeMXBean().getStartTime());
      Database database = OpenDatabase.besideServer(settings.get(), opened);
      Transactions transactions = database.transactions(Wiring.mappers());
      Account account = planted(transactions, users);
      Catalogue catalogue = new Catalogues(transactions).of(account.id());
      Tokens.Issued issued = token(transactions, account);
      OwnServer own =
          new OwnServer(
              usher.scimBase(),
              account.id(),
              issued.secret(),
              issued.token().id(),
              catalogue.licenses().get(0).id(),
              catalogue.defaultOrganization().id(),
              database.plainTransactions(Wiring.mappers()),
              settings.get().http().workers());
      return measurement.run(own, seeds(transactions, account, users), untilReady);
    }
  }

  /** To be called first, so that nobody waits for a comparison that cannot be made. */
  private WholeBench whole() {
    WholeBench.Choice choice =
        new WholeBench.Choice(
            users,
            groups,
            Duration.ofSeconds(seconds),
            only,
            Optional.ofNullable(compare),
            settings.get().dataDirectory().resolveSibling("results"));
    try {
      return new WholeBench(choice, out(), clock);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--compare: " + e.getMessage(), e);
    }
  }

  /** The account that an earlier run has planted, else a new one. */
  private Account planted(Transactions transactions, int people) {
    String size = "bench-%d-%d-".formatted(people, groups);
    Optional<Account> earlier =
        accounts(transactions).list().stream()
            .filter(account -> account.name().startsWith(size))
            .filter(account -> seeds(transactions, account, people).arePlanted())
            .findFirst();
    if (earlier.isPresent()) {
      seeds(transactions, earlier.get(), people).restore();
      return earlier.get();
    }
    Account account = account(transactions, size);
    seeds(transactions, account, people).plant();
    return account;
  }

  private Seeds seeds(Transactions transactions, Account account, int people) {
    return new Seeds(transactions, account.id(), people, groups);
  }

  private Accounts accounts(Transactions transactions) {
    return new Accounts(transactions, new Catalogues(transactions), clock);
  }

  private Account account(Transactions transactions, String prefix) {
    return accounts(transactions)
        .create(prefix + clock.millis(), Optional.empty(), ACCOUNT_SETTINGS);
  }

  private Tokens.Issued token(Transactions transactions, Account account) {
    return new Tokens(transactions, accounts(transactions), clock)
        .create(
            account.name(),
            "bench-" + clock.millis(),
            EnumSet.of(Scope.SCIM),
            Optional.of(clock.instant().plus(TOKEN_LIFE)));
  }
}
