package dev.usher.web;

import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.user.Acceptance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/**
 * Where an invitation's link leads. Looking never uses it up, because mail scanners look first;
 * accepting is a POST.
 */
@Path("/invitations/{token}")
public final class InvitationResource {
  private final Acceptance acceptance;
  private final Function<ContainerRequestContext, RequestOrigin> origin;

  /**
   * @param origin where a request came from, for the audit trail
   */
  public InvitationResource(
      Acceptance acceptance, Function<ContainerRequestContext, RequestOrigin> origin) {
    this.acceptance = acceptance;
    this.origin = origin;
  }

  /** Shows the invitation. */
  @GET
  public Response show(@PathParam("token") String token) {
    return acceptance
        .find(token)
        .map(invitation -> InvitationPages.open(invitation, token))
        .orElseGet(InvitationPages::gone);
  }

  /** Accepts the invitation. */
  @POST
  @Path("accept")
  public Response accept(
      @Context ContainerRequestContext request, @PathParam("token") String token) {
    return acceptance
        .accept(token, origin.apply(request))
        .map(InvitationPages::accepted)
        .orElseGet(InvitationPages::gone);
  }
}
