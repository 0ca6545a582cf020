package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.group.GroupDocument;
import dev.usher.directory.group.ListedMembers;
import dev.usher.directory.search.Found;
import dev.usher.directory.search.RootSearch;
import dev.usher.directory.user.UserDocument;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** {@code /.search}: users and groups in one list (RFC 7644 §3.4.2.1, §3.4.3). */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE + "/.search")
public final class RootSearchResource {
  private final RootSearch search;
  private final UserDocument users;
  private final GroupDocument groups;
  private final ListQueryReader queries;
  private final Answers answers;

  /**
   * @param users writes users
   * @param groups writes groups
   */
  public RootSearchResource(
      RootSearch search,
      UserDocument users,
      GroupDocument groups,
      ListQueryReader queries,
      Answers answers) {
    this.search = search;
    this.users = users;
    this.groups = groups;
    this.queries = queries;
    this.answers = answers;
  }

  /** A page of users and groups. */
  @POST
  public Response search(@Context ContainerRequestContext request, @UniqueNames JsonNode body) {
    return search(request, QueryParameters.ofSearchRequest(body));
  }

  Response search(ContainerRequestContext request, QueryParameters parameters) {
    Principal caller = RequestAttributes.principal(request);
    ResourceType user = ResourceTypes.user(caller.account().settings().katalonAlias().isPresent());
    Map<ResourceType, ListQuery> asked =
        queries.read(
            parameters, List.of(user, ResourceTypes.GROUP), !caller.account().settings().strict());
    Projection ofUsers = asked.get(user).projection();
    Projection ofGroups = asked.get(ResourceTypes.GROUP).projection();
    ListedMembers members = MembersOfLists.of(parameters, ofGroups);
    return answers.<Found>page(
        writing -> search.list(caller, asked, members, writing),
        (each, found) -> {
          if (found instanceof Found.OfUser of) {
            users.write(ofUsers.wrap(each), of.user());
          } else if (found instanceof Found.OfGroup of) {
            groups.write(ofGroups.wrap(each), of.group().group(), of.group().members());
          }
        });
  }
}
