package dev.usher.http;

import dev.usher.api.ScimMedia;
import jakarta.ws.rs.core.PathSegment;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.uri.UriComponent;

/** The path of a request, as far as its limits and access to it depend on it. Taken apart once. */
final class ScimPath {
  private static final List<String> BASE = List.of(ScimMedia.BASE.substring(1).split("/"));

  /** Of a request that no filter has seen. */
  static final ScimPath NONE = new ScimPath(List.of());

  private final List<String> segments;
  private final boolean underBase;

  private ScimPath(List<String> segments) {
    this.segments = segments;
    this.underBase =
        segments.size() >= BASE.size() && segments.subList(0, BASE.size()).equals(BASE);
  }

  /**
   * Takes a path apart.
   *
   * @param path as received, checked to be one
   */
  static ScimPath of(String path) {
    List<String> segments = new ArrayList<>();
    for (PathSegment each : UriComponent.decodePath(path, true)) {
      if (!each.getPath().isEmpty()) {
        segments.add(each.getPath());
      }
    }
    return new ScimPath(segments);
  }

  /** Whether the path is the SCIM base or below it, in whatever way it is escaped. */
  boolean isUnderBase() {
    return underBase;
  }

  /** Whether this is the one segment below the base. */
  boolean isEndpoint(String segment) {
    return underBase
        && segments.size() == BASE.size() + 1
        && segment.equals(segments.get(BASE.size()));
  }

  /** The segments below the base, decoded, without empty ones. */
  List<String> belowBase() {
    return segments.subList(BASE.size(), segments.size());
  }

  /** Whether this is the path's first segment, decoded. */
  boolean startsWith(String segment) {
    return !segments.isEmpty() && segments.get(0).equals(segment);
  }

  /** Whether it is this path, decoded, with a slash before every segment and without empty ones. */
  boolean is(String path) {
    return path.equals("/" + String.join("/", segments));
  }
}
