package dev.usher.cli;

import dev.usher.cli.bench.BulkBench;
import dev.usher.cli.bench.CursorBench;
import dev.usher.cli.bench.GroupBench;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.store.Transactions;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures what is promised, on a server and a database of its own: {@code scripts/bench}. */
@Command(
    name = "bench",
    hidden = true,
    description = "Measure this machine. To be run by scripts/bench, which gives it its own data.",
    mixinStandardHelpOptions = true)
final class BenchCommand {
  private static final Duration TOKEN_LIFE = Duration.ofDays(1);

  private final Supplier<Settings> settings;
  private final DatabaseSession database;
  private final Clock clock;

  @Spec private CommandSpec spec;

  BenchCommand(Supplier<Settings> settings, DatabaseSession database, Clock clock) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
  }

  /** What a run starts from. */
  private record Planted(String token, Map<Integer, UUID> groups) {}

  @Command(
      name = "groups",
      description = "Change and read groups of 10, 1,000 and 100,000 members.",
      mixinStandardHelpOptions = true)
  int groups() throws InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    AtomicReference<Planted> planted = new AtomicReference<>();
    database.use(transactions -> planted.set(plant(transactions)));
    try (Usher usher = Usher.start(settings.get())) {
      boolean kept =
          new GroupBench(usher.scimBase(), planted.get().token(), planted.get().groups(), out)
              .run();
      return kept ? 0 : 1;
    }
  }

  @Command(
      name = "cursor",
      description = "Walk 200,000 users by cursor while four others create and delete.",
      mixinStandardHelpOptions = true)
  int cursor() throws InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    AtomicReference<String> token = new AtomicReference<>();
    database.use(
        transactions -> {
          Account account = account(transactions, "bench-cursor-");
          CursorBench.plant(transactions, account.id());
          token.set(token(transactions, account));
        });
    try (Usher usher = Usher.start(settings.get())) {
      return new CursorBench(usher.scimBase(), token.get(), out).run() ? 0 : 1;
    }
  }

  @Command(
      name = "bulk",
      description = "Create 1,000 users by single requests and in one Bulk.",
      mixinStandardHelpOptions = true)
  int bulk() {
    AtomicReference<String> token = new AtomicReference<>();
    database.use(
        transactions -> token.set(token(transactions, account(transactions, "bench-bulk-"))));
    try (Usher usher = Usher.start(settings.get())) {
      return new BulkBench(usher.scimBase(), token.get(), spec.commandLine().getOut()).run()
          ? 0
          : 1;
    }
  }

  private Planted plant(Transactions transactions) {
    Account account = account(transactions, "bench-");
    return new Planted(token(transactions, account), GroupBench.plant(transactions, account.id()));
  }

  private Account account(Transactions transactions, String prefix) {
    return accounts(transactions)
        .create(
            prefix + clock.millis(),
            Optional.empty(),
            Map.of("activation", "direct", "rateLimit", "off", "callerRateLimit", "off"));
  }

  private String token(Transactions transactions, Account account) {
    return new Tokens(transactions, accounts(transactions), clock)
        .create(
            account.name(),
            "bench",
            EnumSet.of(Scope.SCIM),
            Optional.of(clock.instant().plus(TOKEN_LIFE)))
        .secret();
  }

  private Accounts accounts(Transactions transactions) {
    return new Accounts(transactions, new Catalogues(transactions), clock);
  }
}
