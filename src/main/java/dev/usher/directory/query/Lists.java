package dev.usher.directory.query;

import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.scim.query.Sort;
import dev.usher.scim.schema.ResourceType;
import dev.usher.store.query.ListMapper;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Reads the lists of every resource type (RFC 7644 §3.4.2). */
public final class Lists {
  private final Totals totals;

  /**
   * @param totals counts what a page does not tell
   */
  public Lists(Totals totals) {
    this.totals = totals;
  }

  /**
   * Prepares a page, without the database.
   *
   * @param compiler of the resource type
   */
  public Listing of(ResourceType type, QueryCompiler compiler, UUID account, ListQuery query) {
    QuerySql sql =
        compiler.compile(
            account,
            query.filter(),
            query.sort().map(Sort::path),
            query.sort().map(Sort::descending).orElse(false));
    return new Listing(type.name(), sql, (Page.Index) query.page());
  }

  /** A page that is ready to be read. */
  public final class Listing {
    private final String type;
    private final QuerySql sql;
    private final Page.Index page;

    private Listing(String type, QuerySql sql, Page.Index page) {
      this.type = type;
      this.sql = sql;
      this.page = page;
    }

    /**
     * Reads the page, and counts the list where the page does not tell its length.
     *
     * @param statements of a transaction
     * @param resource what a row becomes
     */
    public <W, R> ListResponse<R> read(ListMapper<W> statements, Function<W, R> resource) {
      List<W> rows =
          page.count() == 0 ? List.of() : statements.page(sql, page.offset(), page.count());
      long total =
          totals.of(
              type,
              sql,
              page.offset(),
              page.count(),
              rows.size(),
              limit -> statements.count(sql, limit));
      return new ListResponse<>(total, page, rows.stream().map(resource).toList());
    }
  }
}
