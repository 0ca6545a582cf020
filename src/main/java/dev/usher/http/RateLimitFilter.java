package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.directory.account.Principal;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Refuses with 429 what comes more often than the account allows (RFC 6585 §4). */
@PreMatching
final class RateLimitFilter implements ContainerRequestFilter {
  private final RateLimits limits;

  RateLimitFilter(RateLimits limits) {
    this.limits = limits;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!Exchange.of(request).path().isUnderBase()
        || AuthenticationFilter.asksWhatIsOffered(request)) {
      return;
    }
    Principal principal = RequestAttributes.principal(request);
    limits
        .refuse(principal)
        .ifPresent(
            wait -> {
              throw ScimException.tooManyRequests(
                  "Requests come faster than the account allows; Retry-After says when to go on.",
                  wait);
            });
    WorkCharge.expect(request, principal);
  }
}
