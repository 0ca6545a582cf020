package dev.usher.scim.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, before it is written.
 *
 * @param totalResults how many resources there are on all pages; in a walk by cursor, as its first
 *     page told
 * @param page which page was asked for
 * @param nextCursor what asks for the page behind this one; empty on the last page, and when the
 *     list is paged by index
 * @param resources those of this page, in order
 */
public record ListResponse<R>(
    long totalResults, Page page, Optional<String> nextCursor, List<R> resources) {

  /** A page by its place in the list. */
  public ListResponse(long totalResults, Page.Index page, List<R> resources) {
    this(totalResults, page, Optional.empty(), resources);
  }

  public ListResponse {
    resources = List.copyOf(resources);
  }

  /** The same page with what its resources become. */
  public <T> ListResponse<T> map(Function<R, T> to) {
    return new ListResponse<>(totalResults, page, nextCursor, resources.stream().map(to).toList());
  }
}
