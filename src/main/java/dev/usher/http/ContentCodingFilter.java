package dev.usher.http;

import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;

/**
 * Refuses bodies in a content coding with 415 (RFC 9110 §8.4): they are not expanded, since a small
 * one could be a large one, past the limit of bodies. Without the refusal the JSON in them would be
 * said to be broken.
 */
@PreMatching
final class ContentCodingFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    String codings = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (codings != null && MediaTypeFilter.announcesABody(request) && isCoded(codings)) {
      throw new ScimException(
          415, null, "Send the body as it is, without Content-Encoding: it is not expanded.");
    }
  }

  private static boolean isCoded(String codings) {
    return Arrays.stream(codings.split(","))
        .map(String::strip)
        .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
  }
}
