package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.invitation.Invitation;
import dev.usher.directory.invitation.InvitationList;
import dev.usher.directory.invitation.InvitationRequest;
import dev.usher.directory.user.UserInvitations;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.ListResponseWriter;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.resource.ResourceIds;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.UUID;

/** {@code /Invitations}: sending, revoking and looking at them. */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE + "/Invitations")
public final class InvitationsResource {
  private static final ResourceType TYPE = ResourceTypes.INVITATION;

  private final UserInvitations invitations;
  private final InvitationList list;
  private final InvitationDocument document;
  private final ListQueryReader queries;
  private final Answers answers;

  /**
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public InvitationsResource(
      UserInvitations invitations,
      InvitationList list,
      String scimBase,
      Clock clock,
      ListQueryReader queries,
      Answers answers) {
    this.invitations = invitations;
    this.list = list;
    this.document = new InvitationDocument(scimBase, clock);
    this.queries = queries;
    this.answers = answers;
  }

  /** Sends an invitation: {@code {"user": {"value": ID}}}. */
  @POST
  public Response send(@Context ContainerRequestContext request, JsonNode body) {
    Projection projection = Projection.read(QueryStrings.of(request), TYPE);
    Invitation sent =
        invitations.send(RequestAttributes.principal(request), InvitationRequest.user(body));
    return answer(Status.CREATED, sent, projection);
  }

  /** Kills an invitation's link; the invitation stays to be looked at. */
  @DELETE
  @Path("{id}")
  public Response revoke(@Context ContainerRequestContext request, @PathParam("id") String id) {
    invitations.revoke(RequestAttributes.principal(request), id(id));
    return Response.noContent().build();
  }

  /** One invitation (RFC 7644 §3.4.1). */
  @GET
  @Path("{id}")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    Projection projection = Projection.read(QueryStrings.of(request), TYPE);
    Principal caller = RequestAttributes.principal(request);
    return answer(Status.OK, list.get(caller.account().id(), id(id)), projection);
  }

  /** A page of invitations (RFC 7644 §3.4.2). */
  @GET
  public Response list(@Context ContainerRequestContext request) {
    return list(request, QueryStrings.of(request));
  }

  /** A page of invitations whose query is in the body (RFC 7644 §3.4.3). */
  @POST
  @Path(".search")
  public Response search(@Context ContainerRequestContext request, @UniqueNames JsonNode body) {
    return list(request, QueryParameters.ofSearchRequest(body));
  }

  private Response list(ContainerRequestContext request, QueryParameters parameters) {
    Principal caller = RequestAttributes.principal(request);
    ListQuery query = queries.read(parameters, TYPE, !caller.account().settings().strict());
    ListResponse<Invitation> page = list.list(caller.account().id(), query);
    return answers.list(
        out ->
            ListResponseWriter.write(
                out,
                page,
                (each, invitation) -> document.write(query.projection().wrap(each), invitation)));
  }

  private Response answer(Status status, Invitation invitation, Projection projection) {
    Response answer =
        answers.unversioned(
            document.location(invitation), projection, out -> document.write(out, invitation));
    return Response.fromResponse(answer).status(status).build();
  }

  private static UUID id(String text) {
    return ResourceIds.parse(TYPE.name(), text);
  }
}
