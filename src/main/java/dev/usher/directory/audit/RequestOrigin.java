package dev.usher.directory.audit;

import java.util.Optional;

/**
 * Where a request came from.
 *
 * @param requestId the id under which the log knows the request
 * @param sourceAddress the client's IP address; that of {@code X-Forwarded-For} only behind a
 *     trusted proxy
 */
public record RequestOrigin(Optional<String> requestId, Optional<String> sourceAddress) {

  /** Not a request: the command line, a test, the service itself. */
  public static final RequestOrigin NONE = new RequestOrigin(Optional.empty(), Optional.empty());

  /** A request over HTTP. */
  public static RequestOrigin of(String requestId, String sourceAddress) {
    return new RequestOrigin(Optional.of(requestId), Optional.of(sourceAddress));
  }
}
