package dev.usher.api.discovery;

import java.util.Optional;

/**
 * What the service provider offers beyond what it always does, as far as it is wired in.
 *
 * @param bulk the limits of Bulk (RFC 7644 §3.7); empty when it is not offered
 * @param pagination how lists are paged (RFC 9865 §4); empty to leave it unsaid
 * @param maxResults the most resources in one answer
 */
public record Capabilities(Optional<Bulk> bulk, Optional<Pagination> pagination, int maxResults) {
  /** The largest page that every list gives. */
  public static final int MAX_PAGE_SIZE = 1_000;

  /** Neither Bulk nor cursors. */
  public static Capabilities basic() {
    return new Capabilities(Optional.empty(), Optional.empty(), MAX_PAGE_SIZE);
  }

  /** With Bulk, within these limits. */
  public Capabilities with(Bulk limits) {
    return new Capabilities(Optional.of(limits), pagination, maxResults);
  }

  /** With this announcement of how lists are paged. */
  public Capabilities with(Pagination paging) {
    return new Capabilities(bulk, Optional.of(paging), maxResults);
  }

  /**
   * The limits of Bulk.
   *
   * @param maxOperations operations in one request
   * @param maxPayloadSize bytes of one request's body
   */
  public record Bulk(int maxOperations, int maxPayloadSize) {}

  /**
   * How lists are paged.
   *
   * @param cursor whether a cursor may be used
   * @param index whether {@code startIndex} may be used
   * @param defaultMethod {@code cursor} or {@code index}: what a request that says nothing gets
   * @param defaultPageSize resources in a page when no {@code count} is given
   * @param maxPageSize resources in a page at most
   * @param cursorTimeoutSeconds how long a cursor can be used
   */
  public record Pagination(
      boolean cursor,
      boolean index,
      String defaultMethod,
      int defaultPageSize,
      int maxPageSize,
      int cursorTimeoutSeconds) {}
}
