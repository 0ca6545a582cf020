package dev.usher.http;

import dev.usher.api.ScimMedia;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The path of a request, as far as access to it depends on it. */
final class ScimPath {
  private static final int BASE_SEGMENTS = 2;

  private ScimPath() {}

  /** Whether the path is the SCIM base or below it, in whatever way it is escaped. */
  static boolean isUnderBase(UriInfo uri) {
    List<String> segments = segments(uri);
    return segments.size() >= BASE_SEGMENTS
        && ScimMedia.BASE.equals("/" + segments.get(0) + "/" + segments.get(1));
  }

  /** The segments below the base, decoded, without empty ones. */
  static List<String> belowBase(UriInfo uri) {
    List<String> segments = segments(uri);
    return segments.subList(BASE_SEGMENTS, segments.size());
  }

  /** All segments, decoded, without empty ones. */
  static List<String> segments(UriInfo uri) {
    return uri.getPathSegments(true).stream()
        .map(PathSegment::getPath)
        .filter(segment -> !segment.isEmpty())
        .toList();
  }
}
