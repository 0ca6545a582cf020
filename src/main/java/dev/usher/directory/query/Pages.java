package dev.usher.directory.query;

import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.store.query.Position;
import java.util.List;
import java.util.Optional;

/** Reads one page of a list, wherever its rows come from. */
final class Pages {
  private final Totals totals;
  private final Cursors cursors;

  Pages(Totals totals, Cursors cursors) {
    this.totals = totals;
    this.cursors = cursors;
  }

  /** Where the rows of a list come from: all of them, or those behind a place. */
  interface Source<W> {
    List<W> page(long offset, int limit);

    /**
     * Whether rows may have come or gone before the page, so that its length and place tell no
     * total.
     */
    boolean drifts();

    /** How many there are, counting no further than {@code limit} or somewhat more. */
    long count(long limit);

    /** Where a row stands. */
    Position position(W row);
  }

  /**
   * Reads the page, and counts the list where neither the page nor the walk tells its length.
   *
   * @param changes of the account, as {@link Totals#of} takes them
   * @param place where a walk has come to; empty on its first page, and by index
   */
  <W> ListResponse<W> read(
      Totals.Question question,
      long changes,
      Page page,
      Optional<Cursors.Place> place,
      Source<W> source) {
    return page instanceof Page.Walk walk
        ? walk(question, changes, walk, place, source)
        : indexed(question, changes, (Page.Index) page, source);
  }

  private <W> ListResponse<W> indexed(
      Totals.Question question, long changes, Page.Index page, Source<W> source) {
    List<W> rows = page.count() == 0 ? List.of() : source.page(page.offset(), page.count());
    int wanted = source.drifts() ? rows.size() : page.count();
    long total = totals.of(question, changes, page.offset(), wanted, rows.size(), source::count);
    return new ListResponse<>(total, page, rows);
  }

  private <W> ListResponse<W> walk(
      Totals.Question question,
      long changes,
      Page.Walk page,
      Optional<Cursors.Place> place,
      Source<W> source) {
    // one more than the page has tells whether another page follows
    int limit = page.count() == 0 ? 0 : page.count() + 1;
    List<W> rows = limit == 0 ? List.of() : source.page(0, limit);
    long total =
        place
            .map(Cursors.Place::total)
            .orElseGet(() -> totals.of(question, changes, 0, limit, rows.size(), source::count));
    List<W> shown = rows.subList(0, Math.min(rows.size(), page.count()));
    Optional<String> next =
        rows.size() == shown.size()
            ? Optional.empty()
            : Optional.of(
                cursors.seal(
                    question.account(),
                    question.types(),
                    page,
                    new Cursors.Place(source.position(shown.get(shown.size() - 1)), total)));
    return new ListResponse<>(total, page, next, shown);
  }
}
