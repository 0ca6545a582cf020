package dev.usher.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.bulk.Bulk;
import dev.usher.scim.bulk.BulkReader;
import dev.usher.scim.bulk.BulkRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * {@code /Bulk} (RFC 7644 §3.7). Results come in the order of the request, and without the
 * resources unless {@code attributes} or {@code excludedAttributes} are given, in the path of an
 * operation or for all of them in that of the Bulk.
 */
@Path(ScimMedia.BASE + "/Bulk")
@Produces(ScimMedia.SCIM_JSON)
public final class BulkResource {
  private final Bulk bulk;
  private final BulkReader reader;
  private final BulkResponseWriter writer;
  private final Answers answers;

  public BulkResource(Bulk bulk, BulkReader reader, BulkResponseWriter writer, Answers answers) {
    this.bulk = bulk;
    this.reader = reader;
    this.writer = writer;
    this.answers = answers;
  }

  /** Runs the operations. */
  @POST
  public Response run(@Context ContainerRequestContext request, JsonNode body) {
    BulkRequest message = reader.read(body);
    var results = bulk.run(RequestAttributes.principal(request), message, QueryStrings.of(request));
    return answers.list((JsonGenerator out) -> writer.write(out, results));
  }
}
