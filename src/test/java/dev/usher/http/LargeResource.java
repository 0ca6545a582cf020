package dev.usher.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.api.ScimMedia;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Answers of any length, streamed; and groups that are kept nowhere. */
@Path(ScimMedia.BASE)
@Consumes(ScimMedia.SCIM_JSON)
@Produces(ScimMedia.SCIM_JSON)
public final class LargeResource {
  private static final byte[] PIECE = new byte[8 * 1024];

  static {
    Arrays.fill(PIECE, (byte) ' ');
  }

  @GET
  @Path("Large/{kibibytes}")
  public Response large(@PathParam("kibibytes") int kibibytes) {
    StreamingOutput body =
        out -> {
          for (int left = kibibytes * 1024 - 2; left > 0; left -= PIECE.length) {
            out.write(PIECE, 0, Math.min(left, PIECE.length));
          }
          out.write("{}".getBytes(StandardCharsets.US_ASCII));
        };
    return Response.ok(body).build();
  }

  @POST
  @Path("Groups")
  public Response group(JsonNode body) {
    return Response.status(201).entity("{}").build();
  }
}
