package dev.usher.cli.bench;

import dev.usher.directory.query.Totals;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.PageLimits;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.query.Sort;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.plain.PlainStatement;
import dev.usher.store.plain.PlainTransactions;
import dev.usher.store.plain.PlainTransactions.Running;
import dev.usher.store.query.JsonIds;
import dev.usher.store.query.Position;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.user.UserMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The statements of Usher's reads, and nothing else. */
final class LimitReads {
  private static final int PAGE = 100;
  private static final int MEMBERSHIPS = 20_000;

  /** Where totals stop being exact, and one more. */
  private static final long COUNTED = Totals.EXACT + 1L;

  private static final String IDS = "ids";
  private static final UUID FIRST = new UUID(0, 0);
  private static final String KEY = "key";
  private static final String SAMPLE = "sample";

  private final PlainTransactions transactions;
  private final UUID account;
  private final QueryCompiler compiler;
  private final PlainStatement find;
  private final PlainStatement all;
  private final PlainStatement memberships;

  LimitReads(PlainTransactions transactions, UUID account, String usersLocation) {
    this.transactions = transactions;
    this.account = account;
    this.compiler = new QueryCompiler(UserAttributes.table(usersLocation));
    this.find =
        transactions.statement(
            UserMapper.class, "find", Map.of("account", account, "id", FIRST, "limit", PAGE));
    Map<String, Object> named = Map.of("account", account, IDS, "[]");
    this.all = transactions.statement(UserMapper.class, "all", named);
    this.memberships =
        transactions.statement(
            MemberMapper.class,
            "directMemberships",
            Map.of("account", account, IDS, "[]", "limit", MEMBERSHIPS));
  }

  /** By name; each takes the key of a request. */
  Map<String, Consumer<String>> operations() {
    Map<String, Consumer<String>> operations = new HashMap<>();
    operations.put("get", get());
    operations.put("userName", lookup("userName eq \"%s\""));
    operations.put("externalId", lookup("externalId eq \"%s\""));
    operations.put("workEmail", lookup("emails[type eq \"work\"].value eq \"%s\""));
    operations.put("prefix", prefix());
    operations.put("page", page());
    operations.put("after", after());
    return operations;
  }

  private Consumer<String> get() {
    return id -> transactions.readEach(running -> running.query(find, Map.of("id", id)));
  }

  private Consumer<String> lookup(String filter) {
    QuerySql query = query(Optional.of(filter.formatted(SAMPLE)), Optional.empty());
    PlainStatement users =
        transactions
            .statement(
                UserMapper.class,
                "lookUp",
                Map.of("query", query.lookup().orElseThrow(), "limit", PAGE))
            .naming(SAMPLE, KEY);
    return key -> transactions.readEach(running -> running.query(users, Map.of(KEY, key)));
  }

  private Consumer<String> prefix() {
    QuerySql query =
        query(Optional.of("userName sw \"" + SAMPLE + "\""), Optional.of("displayName"));
    PlainStatement ids = ids(query, PAGE).naming(SAMPLE + "%", KEY);
    return start ->
        transactions.read(running -> users(running, running.query(ids, Map.of(KEY, start + "%"))));
  }

  private PlainStatement ids(QuerySql query, int limit) {
    return transactions.statement(
        UserMapper.class, IDS, Map.of("query", query, "offset", 0L, "limit", limit));
  }

  private Consumer<String> page() {
    QuerySql everybody = query(Optional.empty(), Optional.empty());
    PlainStatement ids = ids(everybody, PAGE);
    Total total =
        new Total(
            transactions.statement(
                UserMapper.class, "count", Map.of("query", everybody, "limit", COUNTED)));
    return offset ->
        transactions.read(
            running -> {
              users(running, running.query(ids, Map.of("offset", Long.valueOf(offset))));
              total.count(running);
            });
  }

  private Consumer<String> after() {
    QuerySql query =
        compiler.compile(
            account,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of(new Position(Optional.empty(), FIRST.toString())));
    // One more than the page, which tells whether there is another one.
    PlainStatement ids = ids(query, PAGE + 1).naming(FIRST, KEY).naming(FIRST.toString(), KEY);
    return id -> transactions.read(running -> users(running, running.query(ids, Map.of(KEY, id))));
  }

  private QuerySql query(Optional<String> filter, Optional<String> sortBy) {
    QueryParameters parameters = name -> name.equals("filter") ? filter : sortBy(name, sortBy);
    ListQuery query =
        new ListQueryReader(PageLimits.DEFAULT).read(parameters, ResourceTypes.USER, false);
    return compiler.compile(account, query.filter(), query.sort().map(Sort::path), false);
  }

  private static Optional<String> sortBy(String name, Optional<String> attribute) {
    return name.equals("sortBy") ? attribute : Optional.empty();
  }

  /** Users of a list, as every answer with users reads them. */
  private void users(Running running, List<String[]> ids) {
    if (ids.size() == 1) {
      running.query(find, Map.of("id", ids.get(0)[0]));
    } else if (!ids.isEmpty()) {
      List<UUID> named = ids.stream().map(row -> UUID.fromString(row[0])).toList();
      Map<String, String> given = Map.of(IDS, JsonIds.of(named));
      running.query(all, given);
      running.query(memberships, given);
    }
  }

  /** Counts as {@link Totals} does where nothing changes. */
  private static final class Total {
    private final PlainStatement count;
    private volatile long total;
    private volatile long wholeAt = System.nanoTime() - Totals.AGE.toNanos();
    private volatile long countedAt = System.nanoTime() - Totals.LATELY.toNanos();

    Total(PlainStatement count) {
      this.count = count;
    }

    void count(Running running) {
      boolean fresh = System.nanoTime() - wholeAt < Totals.AGE.toNanos();
      boolean lately = System.nanoTime() - countedAt < Totals.LATELY.toNanos();
      if (lately || (fresh && total >= Totals.FAR_ABOVE)) {
        return;
      }
      if (count(running, COUNTED) == COUNTED && !fresh) {
        total = count(running, Long.MAX_VALUE);
        wholeAt = System.nanoTime();
      }
      countedAt = System.nanoTime();
    }

    private long count(Running running, long upTo) {
      return Long.parseLong(running.query(count, Map.of("limit", upTo)).get(0)[0]);
    }
  }
}
