package dev.usher.http;

import dev.usher.api.oauth.OauthPaths;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Keeps all answers, errors included, of endpoints whose answers or paths hold a secret out of
 * caches: access tokens (RFC 6749 §5.1) and the pages of invitations, whose paths go to no other
 * site either. The link of an invitation in a user is marked where it is written.
 */
final class SecretAnswersFilter implements ContainerResponseFilter {
  private static final String INVITATIONS = "invitations";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    ScimPath path = Exchange.of(request).path();
    boolean invitation = path.startsWith(INVITATIONS);
    if (invitation || path.is(OauthPaths.TOKEN)) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (invitation) {
      response.getHeaders().putSingle("Referrer-Policy", "no-referrer");
    }
  }
}
