package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.directory.account.Principal;
import dev.usher.directory.authentication.Authentication;
import dev.usher.scim.schema.ResourceTypes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports each request that was answered 403 to the authentication, which records it. */
final class ForbiddenAnswerFilter implements ContainerResponseFilter {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** Anything else in a path is what a client made up. */
  private static final Set<String> ENDPOINTS =
      Stream.concat(
              Stream.of(ResourceTypes.USER, ResourceTypes.GROUP, ResourceTypes.INVITATION),
              Stream.concat(Stream.of(ResourceTypes.AUDIT_EVENT), ResourceTypes.CATALOGUE.stream()))
          .map(type -> type.endpoint().substring(1))
          .collect(Collectors.toSet());

  private static final Set<String> OTHER_ENDPOINTS = Set.of("Bulk", "Me", ".search");

  private final Authentication authentication;

  ForbiddenAnswerFilter(Authentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Principal caller = RequestAttributes.principal(request);
    if (caller != null && response.getStatus() == Status.FORBIDDEN.getStatusCode()) {
      List<String> path = Exchange.of(request).path().belowBase();
      String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "?";
      authentication.forbidden(caller, method + " /" + endpoint(path));
    }
  }

  private static String endpoint(List<String> path) {
    return path.stream()
        .findFirst()
        .filter(name -> ENDPOINTS.contains(name) || OTHER_ENDPOINTS.contains(name))
        .orElse("?");
  }
}
