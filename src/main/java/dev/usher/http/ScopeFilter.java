package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.directory.account.Scope;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.List;
import java.util.Set;

/** Refuses with 403 what the scopes of the caller's token do not include. */
@PreMatching
final class ScopeFilter implements ContainerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!ScimPath.isUnderBase(request.getUriInfo())) {
      return;
    }
    Scope needed = needed(request.getMethod(), ScimPath.belowBase(request.getUriInfo()));
    if (!RequestAttributes.principal(request).may(needed)) {
      throw ScimException.forbidden(
          "The token lacks the scope “" + needed.wireName() + "”, which this request needs.");
    }
  }

  private static Scope needed(String method, List<String> path) {
    String endpoint = path.isEmpty() ? "" : path.get(0);
    if (endpoint.equals("Invitations")) {
      return Scope.INVITATIONS;
    }
    if (endpoint.equals("AuditEvents")) {
      return Scope.ADMIN;
    }
    boolean search =
        method.equals("POST") && !path.isEmpty() && path.get(path.size() - 1).equals(".search");
    return READING.contains(method) || search ? Scope.SCIM_READ : Scope.SCIM;
  }
}
