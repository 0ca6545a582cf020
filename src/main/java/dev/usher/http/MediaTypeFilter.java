package dev.usher.http;

import dev.usher.api.ScimMedia;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes one type of the JSON types that clients send and accept, so that resources know {@link
 * ScimMedia#SCIM_JSON} only. What is no JSON type is left as it is, for Jersey to answer 415 or 406
 * where a resource would have read or written it.
 */
@PreMatching
final class MediaTypeFilter implements ContainerRequestFilter {
  /**
   * Stands for every type of a body that nothing here reads. Jersey remembers for good which
   * readers there are for a type, so clients must not choose how many types there are.
   */
  private static final String UNKNOWN = "application/octet-stream";

  private static final Pattern SOME_JSON = Pattern.compile("[\\w.-]+/[\\w.-]+\\+(?i:json)");

  private static final List<MediaType> JSON_TYPES =
      List.of(ScimMedia.TYPE, MediaType.APPLICATION_JSON_TYPE, new MediaType("text", "json"));

  @Override
  public void filter(ContainerRequestContext request) {
    if (Exchange.of(request).path().isUnderBase()) {
      unify(request);
    } else {
      unifyForm(request);
    }
    replaceUnreadableAccept(request);
  }

  private static void unify(ContainerRequestContext request) {
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    if (!ScimMedia.SCIM_JSON.equals(accept)
        && (request.getMethod().equals("DELETE") || acceptsJson(request, accept))) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, ScimMedia.SCIM_JSON);
    }
    String contentType = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (!ScimMedia.SCIM_JSON.equals(contentType)) {
      unify(request, contentType);
    }
    if (request.getHeaderString(HttpHeaders.ACCEPT_CHARSET) != null) {
      request.getHeaders().remove(HttpHeaders.ACCEPT_CHARSET);
    }
  }

  private static void unify(ContainerRequestContext request, String contentType) {
    if (!announcesABody(request) || contentType == null || isJson(contentType)) {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, ScimMedia.SCIM_JSON);
    } else {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, UNKNOWN);
    }
  }

  /** Jersey would answer an Accept that it cannot parse with 400 and nothing more. */
  private static void replaceUnreadableAccept(ContainerRequestContext request) {
    String value = request.getHeaderString(HttpHeaders.ACCEPT);
    if (value == null || value.equals(ScimMedia.SCIM_JSON)) {
      return;
    }
    try {
      request.getAcceptableMediaTypes();
    } catch (BadRequestException | ProcessingException | IllegalArgumentException unreadable) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    }
  }

  /** Outside the SCIM base there are forms. */
  private static void unifyForm(ContainerRequestContext request) {
    String contentType = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (contentType != null) {
      boolean form = MediaType.APPLICATION_FORM_URLENCODED.equalsIgnoreCase(bare(contentType));
      request
          .getHeaders()
          .putSingle(
              HttpHeaders.CONTENT_TYPE, form ? MediaType.APPLICATION_FORM_URLENCODED : UNKNOWN);
    }
  }

  private static boolean acceptsJson(ContainerRequestContext request, String accept) {
    if (accept == null || accept.indexOf('/') < 0) {
      return true;
    }
    try {
      return request.getAcceptableMediaTypes().stream()
          .filter(type -> !"0".equals(type.getParameters().get("q")))
          .anyMatch(type -> JSON_TYPES.stream().anyMatch(type::isCompatible));
    } catch (BadRequestException | ProcessingException | IllegalArgumentException unreadable) {
      return true;
    }
  }

  /** Whether the request's head says that a body follows. */
  static boolean announcesABody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    boolean chunked = request.getHeaderString("Transfer-Encoding") != null;
    return chunked || (length != null && !length.equals("0"));
  }

  /**
   * Whether it is JSON, be it of another kind (RFC 6839 §3.1). A charset is ignored: JSON is UTF-8
   * whatever its label says (RFC 8259 §8.1).
   */
  private static boolean isJson(String contentType) {
    String bare = bare(contentType);
    return bare.isEmpty()
        || SOME_JSON.matcher(bare).matches()
        || JSON_TYPES.stream().anyMatch(t -> t.toString().equalsIgnoreCase(bare));
  }

  /** A media type without its parameters. */
  private static String bare(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip();
  }
}
