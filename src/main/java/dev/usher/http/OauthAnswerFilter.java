package dev.usher.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.api.ScimMedia;
import dev.usher.api.oauth.OauthPaths;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;

/**
 * Makes errors of OAuth's endpoints, of whatever layer, what OAuth clients read (RFC 6749 §5.2).
 */
final class OauthAnswerFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    ScimPath path = Exchange.of(request).path();
    if (path.isUnderBase()) {
      return;
    }
    boolean oauth = path.is(OauthPaths.TOKEN) || path.is(OauthPaths.METADATA);
    if (oauth && isScimError(response)) {
      response.setEntity(body(response.getStatus()), null, MediaType.APPLICATION_JSON_TYPE);
    }
  }

  private static boolean isScimError(ContainerResponseContext response) {
    return response.getStatus() >= 400 && ScimMedia.TYPE.equals(response.getMediaType());
  }

  /** What OAuth clients read of an error. */
  static String body(int status) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", code(status));
    body.put(
        "error_description",
        Optional.ofNullable(Status.fromStatusCode(status))
            .map(Status::getReasonPhrase)
            .orElse("Refused"));
    return body.toString();
  }

  private static String code(int status) {
    if (status == 503) {
      return "temporarily_unavailable";
    }
    return status >= 500 ? "server_error" : "invalid_request";
  }
}
