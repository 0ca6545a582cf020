package dev.usher.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.audit.AuditEvent;
import dev.usher.directory.audit.AuditTrail;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.resource.ResourceIds;
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

/** {@code /AuditEvents}: the audit trail, readable only. */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE + "/AuditEvents")
public final class AuditEventsResource {
  private static final ResourceType TYPE = ResourceTypes.AUDIT_EVENT;

  private final AuditTrail trail;
  private final AuditEventDocument document;
  private final ListQueryReader queries;
  private final Answers answers;

  /**
   * @param json reads what the trail holds
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public AuditEventsResource(
      AuditTrail trail,
      JsonFactory json,
      String scimBase,
      ListQueryReader queries,
      Answers answers) {
    this.trail = trail;
    this.document = new AuditEventDocument(json, scimBase);
    this.queries = queries;
    this.answers = answers;
  }

  /** A page of events (RFC 7644 §3.4.2). */
  @GET
  public Response list(@Context ContainerRequestContext request) {
    return list(request, QueryStrings.of(request));
  }

  /** A page of events whose query is in the body (RFC 7644 §3.4.3). */
  @POST
  @Path(".search")
  public Response search(@Context ContainerRequestContext request, @UniqueNames JsonNode body) {
    return list(request, QueryParameters.ofSearchRequest(body));
  }

  /** One event (RFC 7644 §3.4.1). */
  @GET
  @Path("{id}")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    Projection projection = Projection.read(QueryStrings.of(request), TYPE);
    Principal caller = RequestAttributes.principal(request);
    AuditEvent event = trail.get(caller.account().id(), ResourceIds.parse(TYPE.name(), id));
    return answers.unversioned(
        document.location(event), projection, out -> document.write(out, event));
  }

  private Response list(ContainerRequestContext request, QueryParameters parameters) {
    Principal caller = RequestAttributes.principal(request);
    ListQuery query = queries.read(parameters, TYPE, !caller.account().settings().strict());
    return answers.<AuditEvent>page(
        writing -> trail.list(caller.account().id(), query, writing),
        (each, event) -> document.write(query.projection().wrap(each), event));
  }
}
