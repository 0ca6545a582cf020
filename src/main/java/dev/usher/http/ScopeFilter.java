package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Scope;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.List;
import java.util.Set;

/** Refuses with 403 what the caller's scopes do not include. */
@PreMatching
final class ScopeFilter implements ContainerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  @Override
  public void filter(ContainerRequestContext request) {
    ScimPath requested = Exchange.of(request).path();
    if (!requested.isUnderBase() || AuthenticationFilter.asksWhatIsOffered(request)) {
      return;
    }
    List<String> path = requested.belowBase();
    Principal caller = RequestAttributes.principal(request);
    if (looksAtThemself(caller, request.getMethod(), path)) {
      return;
    }
    Scope needed = needed(request.getMethod(), path);
    if (!caller.may(needed)) {
      throw ScimException.forbidden(
          "The token lacks the scope “" + needed.wireName() + "”, which this request needs.");
    }
  }

  /** What everybody may who signed in, with a role or without. */
  private static boolean looksAtThemself(Principal caller, String method, List<String> path) {
    return caller.actor().kind() == Actor.Kind.PERSON
        && READING.contains(method)
        && path.equals(List.of("Me"));
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
