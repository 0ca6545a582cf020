package dev.usher.directory.query;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.scim.query.Sort;
import dev.usher.scim.schema.ResourceType;
import dev.usher.store.query.ListMapper;
import dev.usher.store.query.Lookup;
import dev.usher.store.query.Position;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import dev.usher.store.query.UnionCompiler;
import dev.usher.store.query.UnionSql;
import dev.usher.store.search.SearchMapper;
import dev.usher.store.search.SearchRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Prepares the lists of every resource type, by index (RFC 7644 §3.4.2) and cursor (RFC 9865). */
public final class Lists {
  private final Pages pages;
  private final Cursors cursors;
  private final IndexWalks walks;
  private final ToLongFunction<UUID> changes;

  /**
   * @param totals counts what a page does not tell
   * @param cursors leads from a page to the next
   * @param walks remembers how far clients have come by index
   * @param changes how often this process has changed an account: {@link
   *     dev.usher.store.Transactions#changes}
   */
  public Lists(Totals totals, Cursors cursors, IndexWalks walks, ToLongFunction<UUID> changes) {
    this.pages = new Pages(totals, cursors);
    this.cursors = cursors;
    this.walks = walks;
    this.changes = changes;
  }

  /**
   * Prepares a page, without the database and before the transaction that reads it.
   *
   * @param compiler of the resource type
   * @throws ScimException 400 for a cursor that cannot be used
   */
  public Listing of(ResourceType type, QueryCompiler compiler, UUID account, ListQuery query) {
    return new Listing(
        ask(
            type.name(),
            account,
            query.page(),
            place ->
                compiler.compile(
                    account,
                    query.filter(),
                    query.sort().map(Sort::path),
                    query.sort().map(Sort::descending).orElse(false),
                    place)));
  }

  /**
   * Prepares a page of users and groups together, without the database and before the transaction
   * that reads it.
   *
   * @param queries of both types, as read from one request
   * @param compilers of both types
   * @throws ScimException 400 for a cursor that cannot be used
   */
  public Search of(
      UUID account,
      Map<ResourceType, ListQuery> queries,
      Function<ResourceType, QueryCompiler> compilers) {
    String types =
        queries.keySet().stream().map(ResourceType::name).collect(Collectors.joining(","));
    List<UnionCompiler.Branch> branches =
        queries.entrySet().stream()
            .map(
                each ->
                    new UnionCompiler.Branch(
                        each.getKey().name(),
                        compilers.apply(each.getKey()),
                        each.getValue().filter(),
                        each.getValue().sort().map(Sort::path)))
            .toList();
    boolean descending =
        queries.values().stream()
            .flatMap(query -> query.sort().stream())
            .anyMatch(Sort::descending);
    return new Search(
        ask(
            types,
            account,
            queries.values().iterator().next().page(),
            place -> UnionCompiler.compile(account, branches, descending, place)));
  }

  /**
   * A page that is ready to be read.
   *
   * @param types what is listed
   * @param changes of the account until now
   * @param list the question to the database: for all of it, or for what comes behind a cursor
   * @param rest for a page by index that somebody has just come near
   * @param place of the cursor
   */
  private record Asked<Q>(
      String types,
      long changes,
      Q list,
      Optional<Rest<Q>> rest,
      Page page,
      Optional<Cursors.Place> place) {}

  /**
   * What comes behind a place in a list.
   *
   * @param skipped how many rows lie between that place and the page
   */
  private record Rest<Q>(Q question, long skipped) {}

  private <Q> Asked<Q> ask(
      String types, UUID account, Page page, Function<Optional<Position>, Q> compile) {
    Optional<Cursors.Place> place = place(account, types, page);
    Q list = compile.apply(place.map(Cursors.Place::position));
    Optional<Rest<Q>> rest =
        page instanceof Page.Index index
            ? walks
                .to(types, list, index)
                .map(way -> new Rest<>(compile.apply(Optional.of(way.place())), way.skipped()))
            : Optional.empty();
    return new Asked<>(types, changes.applyAsLong(account), list, rest, page, place);
  }

  private <Q, W> ListResponse<W> read(
      Asked<Q> asked, Totals.Question question, Pages.Source<W> source) {
    ListResponse<W> response = pages.read(question, asked.changes, asked.page, asked.place, source);
    List<W> rows = response.resources();
    if (asked.page instanceof Page.Index index && !rows.isEmpty() && rows.size() == index.count()) {
      walks.go(asked.types, asked.list, index, () -> source.position(rows.get(rows.size() - 1)));
    }
    return response;
  }

  private Optional<Cursors.Place> place(UUID account, String types, Page page) {
    return page instanceof Page.Next next
        ? Optional.of(cursors.open(account, types, next))
        : Optional.empty();
  }

  /** A page of one type that is ready to be read. */
  public final class Listing {
    private final Asked<QuerySql> asked;

    private Listing(Asked<QuerySql> asked) {
      this.asked = asked;
    }

    /** The list as a lookup, where the page would show what that finds. */
    public Optional<Lookup> lookup() {
      Page page = asked.page;
      boolean shown = page.count() > 0 && !(page instanceof Page.Index index && index.offset() > 0);
      return shown ? asked.list.lookup() : Optional.empty();
    }

    /**
     * The page, of a list that was looked up.
     *
     * @param all that there is: one resource, or none
     */
    public <R> ListResponse<R> only(List<R> all) {
      return asked.page instanceof Page.Walk walk
          ? new ListResponse<>(all.size(), walk, Optional.empty(), all)
          : new ListResponse<>(all.size(), (Page.Index) asked.page, all);
    }

    /**
     * Reads the page, and counts the list where the page does not tell its length.
     *
     * @param statements of a transaction
     * @param resource what a row becomes
     * @param id of a row
     * @throws ScimException 400 {@code invalidPath} when the place behind the page is too long for
     *     a cursor
     */
    public <W, R> ListResponse<R> read(
        ListMapper<W> statements, Function<W, R> resource, Function<W, ?> id) {
      QuerySql list = asked.list;
      Totals.Question question =
          new Totals.Question(asked.types, list.account(), list.parts(), list.parameters());
      return Lists.this
          .read(asked, question, new ListPages<>(list, asked.rest, statements, id))
          .map(resource);
    }
  }

  /** A page of several types that is ready to be read. */
  public final class Search {
    private final Asked<UnionSql> asked;

    private Search(Asked<UnionSql> asked) {
      this.asked = asked;
    }

    /** Reads the page, as {@link Listing#read} does. */
    public ListResponse<SearchRow> read(SearchMapper statements) {
      UnionSql list = asked.list;
      Totals.Question question =
          new Totals.Question(
              asked.types,
              list.account(),
              list.parts().stream().map(UnionSql.Part::where).toList(),
              list.parameters());
      return Lists.this.read(asked, question, new SearchPages(list, asked.rest, statements));
    }
  }

  private record ListPages<W>(
      QuerySql list, Optional<Rest<QuerySql>> rest, ListMapper<W> statements, Function<W, ?> id)
      implements Pages.Source<W> {

    @Override
    public List<W> page(long offset, int limit) {
      return rest.isPresent()
          ? statements.page(rest.get().question, rest.get().skipped, limit)
          : statements.page(list, offset, limit);
    }

    @Override
    public boolean drifts() {
      return rest.isPresent();
    }

    @Override
    public long count(long limit) {
      return statements.count(list, limit);
    }

    @Override
    public Position position(W row) {
      String last = id.apply(row).toString();
      return new Position(
          list.ordersById()
              ? Optional.empty()
              : Optional.ofNullable(statements.position(list, last)),
          last);
    }
  }

  private record SearchPages(UnionSql list, Optional<Rest<UnionSql>> rest, SearchMapper statements)
      implements Pages.Source<SearchRow> {

    @Override
    public List<SearchRow> page(long offset, int limit) {
      return rest.isPresent()
          ? page(rest.get().question, rest.get().skipped, limit)
          : page(list, offset, limit);
    }

    private List<SearchRow> page(UnionSql sql, long offset, int limit) {
      long end = offset > Long.MAX_VALUE - limit ? Long.MAX_VALUE : offset + limit;
      return statements.page(sql, offset, limit, end);
    }

    @Override
    public boolean drifts() {
      return rest.isPresent();
    }

    @Override
    public long count(long limit) {
      return statements.count(list, limit);
    }

    @Override
    public Position position(SearchRow row) {
      return new Position(Optional.ofNullable(row.value()), row.id().toString());
    }
  }
}
