package dev.usher.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The SCIM base itself: a query of users and groups in one list (RFC 7644 §3.4.2.1). */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE)
public final class RootResource {
  private final RootSearchResource search;

  /**
   * @param search answers the same query when it is in a body
   */
  public RootResource(RootSearchResource search) {
    this.search = search;
  }

  /** A page of users and groups. */
  @GET
  public Response list(@Context ContainerRequestContext request) {
    return search.search(request, QueryStrings.of(request));
  }
}
