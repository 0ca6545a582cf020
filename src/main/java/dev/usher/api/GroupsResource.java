package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.group.Group;
import dev.usher.directory.group.GroupDocument;
import dev.usher.directory.group.GroupView;
import dev.usher.directory.group.Groups;
import dev.usher.directory.group.ListedGroup;
import dev.usher.directory.group.ListedMembers;
import dev.usher.directory.group.Member;
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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code /Groups} (RFC 7644 §3).
 *
 * <p>Members are read when an answer has them and not otherwise. One group has them unless they are
 * left out by {@code attributes} or {@code excludedAttributes}; a list has those of small groups,
 * and all only when {@code attributes} names them, since one group may have 100,000 members.
 */
@Path(ScimMedia.BASE + "/Groups")
@Produces(ScimMedia.SCIM_JSON)
public final class GroupsResource {
  private static final ResourceType TYPE = ResourceTypes.GROUP;
  private static final AttributePath MEMBERS = MembersOfLists.MEMBERS;

  private final Groups groups;
  private final StreamedMembers streamed;
  private final GroupDocument document;
  private final ListQueryReader queries;
  private final Answers answers;

  public GroupsResource(
      Groups groups, GroupDocument document, ListQueryReader queries, Answers answers) {
    this.groups = groups;
    this.streamed = new StreamedMembers(groups);
    this.document = document;
    this.queries = queries;
    this.answers = answers;
  }

  /** Creates a group (RFC 7644 §3.3). */
  @POST
  public Response create(@Context ContainerRequestContext request, JsonNode body) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request);
    ObjectNode group = ResourceReader.read(body, TYPE, strict(caller));
    GroupView created = groups.create(caller, group, projection.includes(MEMBERS));
    return answer(Status.CREATED, caller, created, projection);
  }

  /** A page of groups (RFC 7644 §3.4.2). */
  @GET
  public Response list(@Context ContainerRequestContext request) {
    return list(request, QueryStrings.of(request));
  }

  /** A page of groups whose query is in the body (RFC 7644 §3.4.3). */
  @POST
  @Path(".search")
  public Response search(@Context ContainerRequestContext request, @UniqueNames JsonNode body) {
    return list(request, QueryParameters.ofSearchRequest(body));
  }

  /** One group (RFC 7644 §3.4.1). */
  @GET
  @Path("{id}")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request);
    UUID group = id(id);
    String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    if (known != null) {
      long version = groups.get(caller, group, false).group().version();
      if (ETags.matches(known, version)) {
        return Answers.notModified(version);
      }
    }
    GroupView found = groups.get(caller, group, projection.includes(MEMBERS));
    return answer(Status.OK, caller, found, projection);
  }

  /** Replaces a group (RFC 7644 §3.5.1). */
  @PUT
  @Path("{id}")
  public Response replace(
      @Context ContainerRequestContext request, @PathParam("id") String id, JsonNode body) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request);
    UUID group = id(id);
    ObjectNode wanted = ResourceReader.read(body, TYPE, strict(caller));
    GroupView replaced =
        groups.replace(caller, group, ifMatch(request), wanted, projection.includes(MEMBERS));
    return answer(Status.OK, caller, replaced, projection);
  }

  /**
   * Changes a group (RFC 7644 §3.5.2): 200 with the group while it is small, 204 when it has more
   * members than are read at once or the account wants no bodies. Who leaves the members out, or
   * asks for certain attributes, always gets a body.
   */
  @PATCH
  @Path("{id}")
  public Response patch(
      @Context ContainerRequestContext request, @PathParam("id") String id, JsonNode body) {
    Principal caller = RequestAttributes.principal(request);
    Projection projection = projection(request);
    UUID group = id(id);
    List<PatchOperation> operations = PatchReader.read(body, TYPE, strict(caller));
    boolean bodyWanted = QueryStrings.wantBodyOfPatch(request);
    boolean membersWanted = bodyWanted && projection.includes(MEMBERS);
    GroupView patched = groups.patch(caller, group, ifMatch(request), operations, membersWanted);
    return bodyWanted && patched.members().isPresent()
        ? answer(Status.OK, caller, patched, projection)
        : Answers.changed(document.location(patched.group()), patched.group().version());
  }

  /** Removes a group (RFC 7644 §3.6). */
  @DELETE
  @Path("{id}")
  public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
    groups.delete(RequestAttributes.principal(request), id(id), ifMatch(request));
    return Response.noContent().build();
  }

  private Response list(ContainerRequestContext request, QueryParameters parameters) {
    Principal caller = RequestAttributes.principal(request);
    ListQuery query = queries.read(parameters, TYPE, !strict(caller));
    Projection projection = query.projection();
    ListedMembers members = MembersOfLists.of(parameters, projection);
    return answers.<ListedGroup>page(
        writing -> groups.list(caller, query, members, writing),
        (each, listed) -> document.write(projection.wrap(each), listed.group(), listed.members()));
  }

  private Response answer(Status status, Principal caller, GroupView view, Projection projection) {
    Group group = view.group();
    String location = document.location(group);
    if (view.members().isPresent()) {
      Iterator<Member> members = view.members().get().iterator();
      return answers.resource(
          status,
          location,
          group.version(),
          projection,
          out -> document.write(out, group, members));
    }
    // The version that the header names may be older than the body, which only costs the client
    // another read; the other way round its next conditional write would undo what it has not seen.
    return answers.streamed(
        status,
        location,
        group.version(),
        projection,
        out ->
            streamed.write(
                caller,
                reader ->
                    document.write(out, reader.group(group.id()), reader.members(group.id()))));
  }

  private static Projection projection(ContainerRequestContext request) {
    return Projection.read(QueryStrings.of(request), TYPE);
  }

  private static UUID id(String text) {
    return ResourceIds.parse(TYPE.name(), text);
  }

  private static boolean strict(Principal caller) {
    return caller.account().settings().strict();
  }

  private static Optional<String> ifMatch(ContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(HttpHeaders.IF_MATCH));
  }
}
