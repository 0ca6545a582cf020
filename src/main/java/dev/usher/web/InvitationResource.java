package dev.usher.web;

import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.authentication.FailedAttempts;
import dev.usher.directory.authentication.FailedAttempts.Kind;
import dev.usher.directory.authentication.SourceNetwork;
import dev.usher.directory.user.Acceptance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where an invitation's link leads. Looking never uses it up, because mail scanners look first;
 * accepting is a POST. Links that do not work are limited for each source address, since looking
 * one up asks the database.
 */
@Path("/invitations/{token}")
public final class InvitationResource {
  private final Acceptance acceptance;
  private final Function<ContainerRequestContext, RequestOrigin> origin;
  private final FailedAttempts attempts;

  /**
   * @param origin where a request came from, for the audit trail
   * @param attempts counts the links that do not work
   */
  public InvitationResource(
      Acceptance acceptance,
      Function<ContainerRequestContext, RequestOrigin> origin,
      FailedAttempts attempts) {
    this.acceptance = acceptance;
    this.origin = origin;
    this.attempts = attempts;
  }

  /** Shows the invitation. */
  @GET
  public Response show(@Context ContainerRequestContext request, @PathParam("token") String token) {
    return answer(
        origin.apply(request),
        from -> acceptance.find(token).map(invitation -> InvitationPages.open(invitation, token)));
  }

  /** Accepts the invitation. */
  @POST
  @Path("accept")
  public Response accept(
      @Context ContainerRequestContext request, @PathParam("token") String token) {
    return answer(
        origin.apply(request),
        from -> acceptance.accept(token, from).map(InvitationPages::accepted));
  }

  private Response answer(RequestOrigin from, Function<RequestOrigin, Optional<Response>> page) {
    FailedAttempts.Key key = new FailedAttempts.Key(Kind.INVITATION_LINK, SourceNetwork.of(from));
    Optional<Duration> wait = attempts.wait(key);
    if (wait.isPresent()) {
      return InvitationPages.tooManyFailures(wait.get());
    }
    Optional<Response> answer = page.apply(from);
    if (answer.isEmpty()) {
      attempts.failed(key);
    }
    return answer.orElseGet(InvitationPages::gone);
  }
}
