package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.catalogue.CatalogueEntries;
import dev.usher.directory.catalogue.CatalogueEntry;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.ListResponseWriter;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * {@code /Organizations}, {@code /Projects}, {@code /Roles}, {@code /Licenses} and {@code
 * /ProjectRoles}: what can be assigned, readable only.
 */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE + "/{endpoint: Organizations|Projects|Roles|Licenses|ProjectRoles}")
public final class CatalogueResource {
  private final CatalogueEntries entries;
  private final CatalogueDocument document;
  private final ListQueryReader queries;
  private final Answers answers;

  /**
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public CatalogueResource(
      CatalogueEntries entries, String scimBase, ListQueryReader queries, Answers answers) {
    this.entries = entries;
    this.document = new CatalogueDocument(scimBase);
    this.queries = queries;
    this.answers = answers;
  }

  /** A page of entries (RFC 7644 §3.4.2). */
  @GET
  public Response list(
      @Context ContainerRequestContext request, @PathParam("endpoint") String endpoint) {
    return list(request, type(endpoint), QueryStrings.of(request));
  }

  /** A page of entries whose query is in the body (RFC 7644 §3.4.3). */
  @POST
  @Path(".search")
  public Response search(
      @Context ContainerRequestContext request,
      @PathParam("endpoint") String endpoint,
      @UniqueNames JsonNode body) {
    return list(request, type(endpoint), QueryParameters.ofSearchRequest(body));
  }

  /** One entry (RFC 7644 §3.4.1). */
  @GET
  @Path("{id}")
  public Response get(
      @Context ContainerRequestContext request,
      @PathParam("endpoint") String endpoint,
      @PathParam("id") String id) {
    ResourceType type = type(endpoint);
    Projection projection = Projection.read(QueryStrings.of(request), type);
    CatalogueEntry entry =
        entries.get(RequestAttributes.principal(request).account().id(), type, id);
    return answers.unversioned(
        document.location(type, entry), projection, out -> document.write(out, type, entry));
  }

  private Response list(
      ContainerRequestContext request, ResourceType type, QueryParameters parameters) {
    Principal caller = RequestAttributes.principal(request);
    ListQuery query = queries.read(parameters, type, !caller.account().settings().strict());
    ListResponse<CatalogueEntry> page = entries.list(caller.account().id(), type, query);
    return answers.list(
        out ->
            ListResponseWriter.write(
                out,
                page,
                (each, entry) -> document.write(query.projection().wrap(each), type, entry)));
  }

  private static ResourceType type(String endpoint) {
    return ResourceTypes.CATALOGUE.stream()
        .filter(type -> type.endpoint().equals("/" + endpoint))
        .findFirst()
        .orElseThrow();
  }
}
