package dev.usher.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;

/** What load balancers and supervisors ask; needs no token and tells nothing but yes or no. */
@Path(HealthResource.BASE)
public final class HealthResource {
  static final String BASE = "/health";

  private final BooleanSupplier ready;

  HealthResource(BooleanSupplier ready) {
    this.ready = ready;
  }

  /** Whether the process answers at all: if not, start it again. */
  @GET
  @Path("live")
  public Response live() {
    return answer(true);
  }

  /** Whether requests can be served now: if not, send them elsewhere (503). */
  @GET
  @Path("ready")
  public Response ready() {
    return answer(ready.getAsBoolean());
  }

  private static Response answer(boolean up) {
    CacheControl fresh = new CacheControl();
    fresh.setNoStore(true);
    return Response.status(up ? 200 : 503)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .cacheControl(fresh)
        .entity(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}")
        .build();
  }
}
