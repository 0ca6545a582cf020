package dev.usher.scim.query;

import java.util.List;

/**
 * One page of a list, before it is written.
 *
 * @param totalResults how many resources there are on all pages
 * @param page which page was asked for
 * @param resources those of this page, in order
 */
public record ListResponse<R>(long totalResults, Page page, List<R> resources) {
  public ListResponse {
    resources = List.copyOf(resources);
  }
}
