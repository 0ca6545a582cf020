package dev.usher.cli.bench;

import dev.usher.cli.bench.Workload.Kind;
import dev.usher.cli.bench.Workload.Targets;
import dev.usher.directory.account.Secret;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.account.TokenRow;
import dev.usher.store.seed.SeedMapper;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Measures what many quiet accounts cost: reading users by id within one account, and spread over
 * all accounts, in turns. Each has {@value #PEOPLE} people and a token.
 */
public final class AccountsBench {
  /** How many accounts there are. */
  public static final int ACCOUNTS = 10_000;

  static final int PEOPLE = 50;

  /** Of the speed within one account, spread over all. */
  private static final double LEAST = 0.9;

  private static final String PREFIX = "bench-quiet-";
  private static final int CHUNK = 250;
  private static final Duration WARM_UP = Duration.ofMillis(500);
  private static final Duration KNOWING = Duration.ofSeconds(2);

  /** A prime, so that all are met, no two neighbours in a row. */
  private static final int STRIDE = 7_919;

  private final URI scimBase;
  private final List<String> tokens;
  private final Duration measured;
  private final PrintWriter out;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param tokens of the accounts that were planted, by number from 0
   * @param measured how long each of the {@value Bench#TURNS} turns lasts
   */
  public AccountsBench(URI scimBase, List<String> tokens, Duration measured, PrintWriter out) {
    this.scimBase = scimBase;
    this.tokens = List.copyOf(tokens);
    this.measured = measured;
    this.out = out;
  }

  /** Whether {@link #plant} has come to its end before. */
  public static boolean arePlanted(Transactions transactions, int accounts) {
    return transactions.read(
        tx -> tx.mapper(AccountMapper.class).named(PREFIX + accounts).isPresent());
  }

  /**
   * Plants the accounts, each as a template is, faster than each by itself could be.
   *
   * @param template an account without people
   */
  public static void plant(Transactions transactions, UUID template, int accounts) {
    transactions.write(
        tx -> {
          SeedMapper seeds = tx.mapper(SeedMapper.class);
          seeds.people(template, 1, PEOPLE, Person.NAMES);
          seeds.emails(template, 1, PEOPLE, Person.NAMES);
          seeds.licenses(template, 1, PEOPLE);
          seeds.projectRoles(template, 1, PEOPLE);
          seeds.roles(template, 1, PEOPLE);
          seeds.countSeats(template);
          return template;
        });
    try (Progress progress = Progress.of("Planting accounts", accounts)) {
      for (int from = 1; from <= accounts; from += CHUNK) {
        int first = from;
        int last = Math.min(from + CHUNK - 1, accounts);
        transactions.write(
            tx -> {
              SeedMapper seeds = tx.mapper(SeedMapper.class);
              seeds.accounts(PREFIX, first, last);
              for (SeedMapper.Table table : SeedMapper.Table.values()) {
                seeds.copy(table, template, first, last);
              }
              return template;
            });
        progress.stepTo(last);
      }
    }
    transactions.write(tx -> tx.mapper(SeedMapper.class).analyze());
  }

  /**
   * A new token for each account that was planted.
   *
   * @param until from when on they are refused
   */
  public static List<String> tokens(
      Transactions transactions, int accounts, Clock clock, Instant until) {
    SecureRandom random = new SecureRandom();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<String> tokens =
        Stream.generate(() -> Secret.TOKEN.generate(random)).limit(accounts).toList();
    for (int from = 0; from < accounts; from += CHUNK) {
      int first = from;
      int end = Math.min(from + CHUNK, accounts);
      transactions.write(
          tx -> {
            TokenMapper mapper = tx.mapper(TokenMapper.class);
            for (int i = first; i < end; i++) {
              mapper.insert(token(i + 1, now, until), Secret.hash(tokens.get(i)));
            }
            return mapper;
          });
    }
    return tokens;
  }

  private static TokenRow token(int number, Instant now, Instant until) {
    UUID account = UUID.fromString("01900000-0000-7000-a000-%012x".formatted(number));
    return new TokenRow(
        UUID.randomUUID(),
        account,
        "bench-" + now.toEpochMilli(),
        "scim",
        now,
        until.truncatedTo(ChronoUnit.MILLIS),
        null,
        null);
  }

  /** Runs, prints a table, and tells whether the promise was kept. */
  public boolean run() {
    int accounts = tokens.size();
    Workload within = workload("one account", number -> read(0, number));
    Workload spread =
        workload("all accounts", number -> read(number * STRIDE % accounts, number / accounts));
    Function<Call, String> bearers = call -> tokens.get(Integer.parseInt(call.limit()));
    Load load = Load.on(scimBase, bearers);
    run(load, within, Bench.COMPILING_CONNECTIONS, Duration.ZERO, Bench.COMPILING);
    long asked = 0;
    while (asked < accounts) { // each account once, however slow the machine is
      asked += run(load, spread, Bench.COMPILING_CONNECTIONS, Duration.ZERO, KNOWING).all();
    }
    print(
        "%5s %18s %9s %18s %9s %7s",
        "conn.",
        "one account, op/s",
        "p50, ms",
        "%,d accounts".formatted(accounts),
        "p50, ms",
        "ratio");
    for (int connections : Bench.CONNECTIONS) {
      compare(load, within, spread, connections);
    }
    broken.forEach(promise -> print("BROKEN: %s", promise));
    print("%s", broken.isEmpty() ? "All promises kept." : broken.size() + " promises broken.");
    return broken.isEmpty();
  }

  private void compare(Load load, Workload within, Workload spread, int connections) {
    Tally one = new Tally();
    Tally all = new Tally();
    for (int turn = 0; turn < Bench.TURNS; turn++) {
      one.add(run(load, within, connections, WARM_UP, measured));
      all.add(run(load, spread, connections, WARM_UP, measured));
    }
    Figures few = one.figures();
    Figures many = all.figures();
    double ratio = many.perSecond() / few.perSecond();
    print(
        "%5d %,18.0f %9.2f %,18.0f %9.2f %7.2f",
        connections, few.perSecond(), few.p50(), many.perSecond(), many.p50(), ratio);
    if (ratio < LEAST) {
      broken.add(
          "%d connections: %.2f of the speed in one account, at least %.1f"
              .formatted(connections, ratio, LEAST));
    }
  }

  private static Workload workload(String name, LongFunction<Call> calls) {
    return new Workload(name, Kind.READ, Targets.none(), calls);
  }

  private static Call read(long account, long person) {
    return Call.get(
        "/Users/" + new Person((int) (person % PEOPLE) + 1).plantedId(), Long.toString(account));
  }

  private Tally run(
      Load load, Workload workload, int connections, Duration warmUp, Duration lasting) {
    Tally tally = load.tally(workload, connections, warmUp, lasting);
    if (tally.figures().errors() > 0) {
      broken.add(workload.name() + ": " + tally.figures().firstError().orElseThrow());
    }
    return tally;
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
