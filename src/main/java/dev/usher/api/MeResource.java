package dev.usher.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.account.Actor;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * {@code /Me}: whoever signed in, under their own {@code Location} (RFC 7644 §3.11). A connector's
 * token is nobody's.
 */
@Produces(ScimMedia.SCIM_JSON)
@Path(ScimMedia.BASE + "/Me")
public final class MeResource {
  private final UsersResource users;

  public MeResource(UsersResource users) {
    this.users = users;
  }

  /** The person's own user. */
  @GET
  public Response get(@Context ContainerRequestContext request) {
    return users.get(request, self(request));
  }

  /** Replaces the person's own user. */
  @PUT
  public Response replace(@Context ContainerRequestContext request, JsonNode body) {
    return users.replace(request, self(request), body);
  }

  /** Changes the person's own user. */
  @PATCH
  public Response patch(@Context ContainerRequestContext request, JsonNode body) {
    return users.patch(request, self(request), body);
  }

  /** Refused: nobody deletes themself. */
  @DELETE
  public Response delete(@Context ContainerRequestContext request) {
    return users.delete(request, self(request));
  }

  /** Whoever can ask is a user already. */
  @POST
  public Response create(@Context ContainerRequestContext request) {
    throw new ScimException(501, null, "Users are created at /Users.");
  }

  private static String self(ContainerRequestContext request) {
    Actor actor = RequestAttributes.principal(request).actor();
    if (actor.kind() != Actor.Kind.PERSON) {
      throw new ScimException(
          501, null, "/Me is for people who signed in; this token is a connector's.");
    }
    return actor.id().toString();
  }
}
