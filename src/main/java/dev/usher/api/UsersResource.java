package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Scope;
import dev.usher.directory.user.UserDocument;
import dev.usher.directory.user.UserInvitations;
import dev.usher.directory.user.UserView;
import dev.usher.directory.user.Users;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.PatchOperation;
import dev.usher.scim.patch.PatchReader;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.resource.ResourceIds;
import dev.usher.scim.resource.ResourceReader;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UsherUserSchema;
import dev.usher.scim.version.ETags;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code /Users} (RFC 7644 §3). */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE + "/Users")
public final class UsersResource {
  private static final AttributePath LINK =
      ResourceTypes.USER.find(UsherUserSchema.URN + ":invitation.link").orElseThrow();

  private final Users users;
  private final UserInvitations invitations;
  private final UserDocument document;
  private final ListQueryReader queries;
  private final Answers answers;

  public UsersResource(
      Users users,
      UserInvitations invitations,
      UserDocument document,
      ListQueryReader queries,
      Answers answers) {
    this.users = users;
    this.invitations = invitations;
    this.document = document;
    this.queries = queries;
    this.answers = answers;
  }

  /** Creates a user (RFC 7644 §3.3). */
  @POST
  public Response create(@Context ContainerRequestContext request, JsonNode body) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request, caller);
    ObjectNode user = ResourceReader.read(body, type(caller), strict(caller));
    return answer(Status.CREATED, users.create(caller, user), projection);
  }

  /** A page of users (RFC 7644 §3.4.2). */
  @GET
  public Response list(@Context ContainerRequestContext request) {
    return list(request, QueryStrings.of(request));
  }

  /** A page of users whose query is in the body (RFC 7644 §3.4.3). */
  @POST
  @Path(".search")
  public Response search(@Context ContainerRequestContext request, @UniqueNames JsonNode body) {
    return list(request, QueryParameters.ofSearchRequest(body));
  }

  /** One user (RFC 7644 §3.4.1). */
  @GET
  @Path("{id}")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request, caller);
    if (projection.includes(LINK)) {
      return withLink(caller, id(id), projection);
    }
    UserView user = users.get(caller, id(id));
    String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    return known != null && ETags.matches(known, user.user().version())
        ? Answers.notModified(user.user().version())
        : answer(Status.OK, user, projection);
  }

  /** Asked for by name, the link is for those who may invite, and for nobody's cache. */
  private Response withLink(Principal caller, UUID id, Projection projection) {
    if (!caller.may(Scope.INVITATIONS)) {
      throw ScimException.forbidden(
          "The token lacks the scope “invitations”, which the link of an invitation needs.");
    }
    Optional<String> link = invitations.copyLink(caller, id);
    UserView user = users.get(caller, id);
    Response answer =
        answers.resource(
            Status.OK,
            document.location(user.user()),
            user.user().version(),
            projection,
            out -> document.write(out, user, link));
    return Response.fromResponse(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  /** Replaces a user (RFC 7644 §3.5.1). */
  @PUT
  @Path("{id}")
  public Response replace(
      @Context ContainerRequestContext request, @PathParam("id") String id, JsonNode body) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request, caller);
    UUID user = id(id);
    ObjectNode wanted = ResourceReader.read(body, type(caller), strict(caller));
    return answer(Status.OK, users.replace(caller, user, ifMatch(request), wanted), projection);
  }

  /**
   * Changes a user (RFC 7644 §3.5.2): 200 with the user, or 204 when the account wants no bodies
   * and the client asks for no attributes.
   */
  @PATCH
  @Path("{id}")
  public Response patch(
      @Context ContainerRequestContext request, @PathParam("id") String id, JsonNode body) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request, caller);
    UUID user = id(id);
    List<PatchOperation> operations = PatchReader.read(body, type(caller), strict(caller));
    UserView patched = users.patch(caller, user, ifMatch(request), operations);
    boolean bodyWanted = QueryStrings.wantBodyOfPatch(request);
    return bodyWanted
        ? answer(Status.OK, patched, projection)
        : Answers.changed(document.location(patched.user()), patched.user().version());
  }

  /** Removes a user (RFC 7644 §3.6). */
  @DELETE
  @Path("{id}")
  public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
    users.delete(RequestAttributes.principal(request), id(id), ifMatch(request));
    return Response.noContent().build();
  }

  private Response list(ContainerRequestContext request, QueryParameters parameters) {
    Principal caller = RequestAttributes.principal(request);
    ListQuery query = queries.read(parameters, type(caller), !strict(caller));
    return answers.<UserView>page(
        writing -> users.list(caller, query, writing),
        (each, user) -> document.write(query.projection().wrap(each), user));
  }

  private Response answer(Status status, UserView user, Projection projection) {
    return answers.resource(
        status,
        document.location(user.user()),
        user.user().version(),
        projection,
        out -> document.write(out, user));
  }

  private static UUID id(String text) {
    return ResourceIds.parse(ResourceTypes.USER.name(), text);
  }

  /** Users as the caller's account sees them. */
  private static ResourceType type(Principal caller) {
    return ResourceTypes.user(caller.account().settings().katalonAlias().isPresent());
  }

  private static Projection projection(ContainerRequestContext request, Principal caller) {
    return Projection.read(QueryStrings.of(request), type(caller));
  }

  private static boolean strict(Principal caller) {
    return caller.account().settings().strict();
  }

  private static Optional<String> ifMatch(ContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(HttpHeaders.IF_MATCH));
  }
}
