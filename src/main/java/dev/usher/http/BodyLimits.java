package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.api.oauth.OauthPaths;
import java.net.URI;
import java.util.Arrays;
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

  private static final List<String> BASE = Arrays.asList(ScimMedia.BASE.substring(1).split("/"));

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
   * @param path as received, checked to be one
   */
  Limit of(String path) {
    if (path.equals(OauthPaths.TOKEN)) {
      return new Limit(Math.min(other, TOKEN_REQUEST), "fixed");
    }
    List<String> segments = segments(path);
    int below = segments.size() - BASE.size();
    if (below == 1 || below == 2) {
      String endpoint = segments.get(BASE.size());
      boolean search = segments.get(segments.size() - 1).equals(".search");
      if (!segments.subList(0, BASE.size()).equals(BASE)) {
        return new Limit(other, "http.maxBody");
      }
      if (endpoint.equals("Groups") && !search) {
        return new Limit(groups, "groups.maxBody");
      }
      if (endpoint.equals("Bulk") && below == 1) {
        return new Limit(bulk, "bulk.maxPayloadSize");
      }
    }
    return new Limit(other, "http.maxBody");
  }

  private static List<String> segments(String path) {
    String decoded = path.indexOf('%') < 0 ? path : URI.create("http://x" + path).getPath();
    return Arrays.stream(decoded.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }
}
