package dev.usher.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.api.RequestAttributes;
import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;

/** A resource of every shape: it answers what it was asked, or throws what it is told to. */
@Path(ScimMedia.BASE + "/Things")
@Consumes(ScimMedia.SCIM_JSON)
@Produces(ScimMedia.SCIM_JSON)
public final class TestResource {

  @GET
  public ObjectNode list(
      @QueryParam("filter") String filter, @Context ContainerRequestContext request) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("filter", filter)
        .put("account", RequestAttributes.principal(request).account().name())
        .put("source", RequestAttributes.sourceAddress(request))
        .put("requestId", RequestAttributes.requestId(request));
  }

  @GET
  @Path("{id}")
  public ObjectNode get(@PathParam("id") String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  @POST
  public Response create(JsonNode body) {
    return Response.status(201).entity(body).build();
  }

  @POST
  @Path(".search")
  public JsonNode search(JsonNode body) {
    return body;
  }

  @PUT
  @Path("{id}")
  public JsonNode replace(@PathParam("id") String id, JsonNode body) {
    return body;
  }

  @PATCH
  @Path("{id}")
  public JsonNode modify(@PathParam("id") String id, JsonNode body) {
    return body;
  }

  @DELETE
  @Path("{id}")
  public void delete(@PathParam("id") String id) {}

  @GET
  @Path("throw/{what}")
  public ObjectNode fail(@PathParam("what") String what) throws IOException {
    throw switch (what) {
      case "uniqueness" -> ScimException.uniqueness("taken");
      case "wait" -> ScimException.tooManyRequests("slower", Duration.ofMillis(1500));
      case "unavailable" -> new StoreException.Unavailable("secret host", null);
      case "timeout" -> new StoreException.QueryTimeout(null);
      case "duplicate" -> new StoreException.DuplicateKey("secret_key", null);
      case "foreign" -> new StoreException.ForeignKey("secret_key", null);
      case "conflict" -> new StoreException.Conflict("secret");
      default -> new IllegalStateException("secret");
    };
  }
}
