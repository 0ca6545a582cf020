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
import java.util.stream.Collectors;

/** Prepares the lists of every resource type, by index (RFC 7644 §3.4.2) and cursor (RFC 9865). */
public final class Lists {
  private final Pages pages;
  private final Cursors cursors;

  /**
   * @param totals counts what a page does not tell
   * @param cursors leads from a page to the next
   */
  public Lists(Totals totals, Cursors cursors) {
    this.pages = new Pages(totals, cursors);
    this.cursors = cursors;
  }

  /**
   * Prepares a page, without the database.
   *
   * @param compiler of the resource type
   * @throws ScimException 400 for a cursor that cannot be used
   */
  public Listing of(ResourceType type, QueryCompiler compiler, UUID account, ListQuery query) {
    Optional<Cursors.Place> place = place(account, type.name(), query.page());
    QuerySql sql =
        compiler.compile(
            account,
            query.filter(),
            query.sort().map(Sort::path),
            query.sort().map(Sort::descending).orElse(false),
            place.map(Cursors.Place::position));
    return new Listing(type.name(), sql, query.page(), place);
  }

  /**
   * Prepares a page of users and groups together, without the database.
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
    Page page = queries.values().iterator().next().page();
    Optional<Cursors.Place> place = place(account, types, page);
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
    UnionSql sql =
        UnionCompiler.compile(account, branches, descending, place.map(Cursors.Place::position));
    return new Search(types, sql, page, place);
  }

  private Optional<Cursors.Place> place(UUID account, String types, Page page) {
    return page instanceof Page.Next next
        ? Optional.of(cursors.open(account, types, next))
        : Optional.empty();
  }

  /** A page of one type that is ready to be read. */
  public final class Listing {
    private final String type;
    private final QuerySql sql;
    private final Page page;
    private final Optional<Cursors.Place> place;

    private Listing(String type, QuerySql sql, Page page, Optional<Cursors.Place> place) {
      this.type = type;
      this.sql = sql;
      this.page = page;
      this.place = place;
    }

    /** The list as a lookup, where the page would show what that finds. */
    public Optional<Lookup> lookup() {
      boolean shown = page.count() > 0 && !(page instanceof Page.Index index && index.offset() > 0);
      return shown ? sql.lookup() : Optional.empty();
    }

    /**
     * The page, of a list that was looked up.
     *
     * @param all that there is: one resource, or none
     */
    public <R> ListResponse<R> only(List<R> all) {
      return page instanceof Page.Walk walk
          ? new ListResponse<>(all.size(), walk, Optional.empty(), all)
          : new ListResponse<>(all.size(), (Page.Index) page, all);
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
      Totals.Question question =
          new Totals.Question(type, sql.account(), sql.parts(), sql.parameters());
      return pages.read(question, page, place, new ListPages<>(sql, statements, id)).map(resource);
    }
  }

  /** A page of several types that is ready to be read. */
  public final class Search {
    private final String types;
    private final UnionSql sql;
    private final Page page;
    private final Optional<Cursors.Place> place;

    private Search(String types, UnionSql sql, Page page, Optional<Cursors.Place> place) {
      this.types = types;
      this.sql = sql;
      this.page = page;
      this.place = place;
    }

    /** Reads the page, as {@link Listing#read} does. */
    public ListResponse<SearchRow> read(SearchMapper statements) {
      Totals.Question question =
          new Totals.Question(
              types,
              sql.account(),
              sql.parts().stream().map(UnionSql.Part::where).toList(),
              sql.parameters());
      return pages.read(question, page, place, new SearchPages(sql, statements));
    }
  }

  private record ListPages<W>(QuerySql sql, ListMapper<W> statements, Function<W, ?> id)
      implements Pages.Source<W> {

    @Override
    public List<W> page(long offset, int limit) {
      return statements.page(sql, offset, limit);
    }

    @Override
    public long count(long limit) {
      return statements.count(sql, limit);
    }

    @Override
    public Position position(W row) {
      String last = id.apply(row).toString();
      return new Position(
          sql.ordersById() ? Optional.empty() : Optional.ofNullable(statements.position(sql, last)),
          last);
    }
  }

  private record SearchPages(UnionSql sql, SearchMapper statements)
      implements Pages.Source<SearchRow> {

    @Override
    public List<SearchRow> page(long offset, int limit) {
      long end = offset > Long.MAX_VALUE - limit ? Long.MAX_VALUE : offset + limit;
      return statements.page(sql, offset, limit, end);
    }

    @Override
    public long count(long limit) {
      return statements.count(sql, limit);
    }

    @Override
    public Position position(SearchRow row) {
      return new Position(Optional.ofNullable(row.value()), row.id().toString());
    }
  }
}
