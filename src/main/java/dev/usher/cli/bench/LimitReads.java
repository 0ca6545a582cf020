package dev.usher.cli.bench;

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
import dev.usher.store.query.Position;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.user.UserMapper;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The statements of Usher's reads, and nothing else. */
final class LimitReads {
  private static final int PAGE = 100;

  /** Where totals stop being exact, and one more. */
  private static final long COUNTED = 10_001;

  private static final UUID FIRST = new UUID(0, 0);
  private static final String KEY = "key";
  private static final String SAMPLE = "sample";

  private final PlainTransactions transactions;
  private final UUID account;
  private final QueryCompiler compiler;
  private final Map<Integer, PlainStatement> memberships = new ConcurrentHashMap<>();

  LimitReads(PlainTransactions transactions, UUID account, String usersLocation) {
    this.transactions = transactions;
    this.account = account;
    this.compiler = new QueryCompiler(UserAttributes.table(usersLocation));
  }

  /** By name; each takes the key of a request. */
  Map<String, Consumer<String>> operations() {
    Map<String, Consumer<String>> operations = new HashMap<>();
    operations.put("get", get());
    operations.put("userName", list("userName eq \"%s\"", SAMPLE, Optional.empty()));
    operations.put("externalId", list("externalId eq \"%s\"", SAMPLE, Optional.empty()));
    operations.put(
        "workEmail", list("emails[type eq \"work\"].value eq \"%s\"", SAMPLE, Optional.empty()));
    operations.put("prefix", list("userName sw \"%s\"", SAMPLE + "%", Optional.of("displayName")));
    operations.put("page", page());
    operations.put("after", after());
    return operations;
  }

  private Consumer<String> get() {
    PlainStatement find =
        transactions.statement(UserMapper.class, "find", Map.of("account", account, "id", FIRST));
    return id ->
        transactions.read(
            running -> {
              running.query(find, Map.of("id", id));
              memberships(running, List.of(id));
            });
  }

  /**
   * @param sample what stands for the key among the statement's parameters
   */
  private Consumer<String> list(String filter, String sample, Optional<String> sortBy) {
    PlainStatement page =
        transactions
            .statement(
                UserMapper.class,
                "page",
                Map.of(
                    "query",
                    query(Optional.of(filter.formatted(SAMPLE)), sortBy),
                    "offset",
                    0L,
                    "limit",
                    PAGE))
            .naming(sample, KEY);
    boolean prefix = sample.endsWith("%");
    return key ->
        transactions.read(
            running ->
                memberships(
                    running, ids(running.query(page, Map.of(KEY, prefix ? key + "%" : key)))));
  }

  private Consumer<String> page() {
    QuerySql everybody = query(Optional.empty(), Optional.empty());
    PlainStatement page =
        transactions.statement(
            UserMapper.class, "page", Map.of("query", everybody, "offset", 0L, "limit", PAGE));
    PlainStatement count =
        transactions.statement(
            UserMapper.class, "count", Map.of("query", everybody, "limit", COUNTED));
    return offset ->
        transactions.read(
            running -> {
              List<String[]> rows = running.query(page, Map.of("offset", Long.valueOf(offset)));
              running.query(count, Map.of());
              memberships(running, ids(rows));
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
    PlainStatement page =
        transactions
            .statement(
                UserMapper.class, "page", Map.of("query", query, "offset", 0L, "limit", PAGE + 1))
            .naming(FIRST, KEY)
            .naming(FIRST.toString(), KEY);
    return id ->
        transactions.read(
            running -> {
              List<String> ids = ids(running.query(page, Map.of(KEY, id)));
              memberships(running, ids.subList(0, Math.min(PAGE, ids.size())));
            });
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

  private static List<String> ids(List<String[]> rows) {
    return rows.stream().map(row -> row[0]).toList();
  }

  /** The groups of these users, as every answer with users reads them. */
  void memberships(Running running, List<String> users) {
    if (users.isEmpty()) {
      return;
    }
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < users.size(); i++) {
      given.put("__frch_user_" + i, users.get(i));
    }
    running.query(memberships.computeIfAbsent(users.size(), this::membershipsOf), given);
  }

  private PlainStatement membershipsOf(int users) {
    return transactions.statement(
        MemberMapper.class,
        "directMemberships",
        Map.of("account", account, "users", Collections.nCopies(users, FIRST)));
  }
}
