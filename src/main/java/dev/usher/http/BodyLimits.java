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

  /**
   * The limit for a path.
   *
   * @param path as received, checked to be one
   */
  long of(String path) {
    List<String> segments = segments(path);
    if (path.equals(OauthPaths.TOKEN)) {
      return Math.min(other, TOKEN_REQUEST);
    }
    int below = segments.size() - BASE.size();
    if (below < 1 || !segments.subList(0, BASE.size()).equals(BASE)) {
      return other;
    }
    String endpoint = segments.get(BASE.size());
    if (endpoint.equals("Bulk") && below == 1) {
      return bulk;
    }
    boolean group = below == 1 || (below == 2 && !segments.get(BASE.size() + 1).equals(".search"));
    return endpoint.equals("Groups") && group ? groups : other;
  }

  /** The setting that a limit is from, for the person who reads the refusal. */
  static String setting(String path) {
    List<String> segments = segments(path);
    if (path.equals(OauthPaths.TOKEN)) {
      return "fixed";
    }
    if (segments.size() <= BASE.size()) {
      return "http.maxBody";
    }
    return switch (segments.get(BASE.size())) {
      case "Bulk" -> "bulk.maxPayloadSize";
      case "Groups" -> "groups.maxBody";
      default -> "http.maxBody";
    };
  }

  private static List<String> segments(String path) {
    String decoded = path.indexOf('%') < 0 ? path : URI.create("http://x" + path).getPath();
    return Arrays.stream(decoded.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }
}
