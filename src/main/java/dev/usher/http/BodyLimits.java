package dev.usher.http;

import dev.usher.api.oauth.OauthPaths;
import java.util.List;

/**
 * How large the body of a request may be; a larger one is answered 413.
 *
 * @param other bytes, where nothing else is said
 * @param groups bytes of a group, which carries its members
 * @param bulk bytes of a Bulk (RFC 7644 §3.7.4)
 */
public record BodyLimits(long other, long groups, long bulk) {
  /** A form of a few parameters and a signed assertion. */
  private static final long TOKEN_REQUEST = 64 * 1024;

  /** The same limits, none larger than that. */
  BodyLimits within(long most) {
    return new BodyLimits(Math.min(other, most), Math.min(groups, most), Math.min(bulk, most));
  }

  /**
   * The limit of one request.
   *
   * @param bytes the most that are taken
   * @param setting where an operator finds it
   */
  record Limit(long bytes, String setting) {}

  /**
   * The limit for a path.
   *
   * @param path the request's
   */
  Limit of(ScimPath path) {
    if (path.is(OauthPaths.TOKEN)) {
      return new Limit(Math.min(other, TOKEN_REQUEST), "fixed");
    }
    if (path.isEndpoint("Bulk")) {
      return new Limit(bulk, "bulk.maxPayloadSize");
    }
    return isGroup(path) ? new Limit(groups, "groups.maxBody") : new Limit(other, "http.maxBody");
  }

  private static boolean isGroup(ScimPath path) {
    if (!path.isUnderBase()) {
      return false;
    }
    List<String> below = path.belowBase();
    return !below.isEmpty()
        && below.size() <= 2
        && below.get(0).equals("Groups")
        && !below.get(below.size() - 1).equals(".search");
  }
}
