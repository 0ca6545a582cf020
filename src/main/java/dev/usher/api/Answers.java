package dev.usher.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.directory.query.PageWriting;
import dev.usher.scim.query.ListResponseWriter;
import dev.usher.scim.query.Projection;
import dev.usher.scim.version.ETags;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The answers that carry resources: their bodies, {@code ETag} and {@code Location}. */
public final class Answers {
  /** Most are shorter. */
  private static final int RESOURCE_BYTES = 1_536;

  private final JsonFactory json;

  /**
   * @param json writes the bodies
   */
  public Answers(JsonFactory json) {
    this.json = json;
  }

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * An answer with one resource.
   *
   * @param location the resource's absolute URL
   * @param version the resource's version
   */
  public Response resource(
      Response.Status status, String location, long version, Projection projection, Body body) {
    return resource(status, location, version, bytes(out -> body.write(projection.wrap(out))));
  }

  private static Response resource(
      Response.Status status, String location, long version, Object entity) {
    return Response.status(status)
        .type(ScimMedia.TYPE)
        .header(HttpHeaders.LOCATION, location)
        .header(HttpHeaders.CONTENT_LOCATION, location)
        .header(HttpHeaders.ETAG, ETags.of(version))
        .entity(entity)
        .build();
  }

  /**
   * An answer with one resource that has no version.
   *
   * @param location the resource's absolute URL
   */
  public Response unversioned(String location, Projection projection, Body body) {
    return Response.ok(bytes(out -> body.write(projection.wrap(out))), ScimMedia.TYPE)
        .header(HttpHeaders.LOCATION, location)
        .header(HttpHeaders.CONTENT_LOCATION, location)
        .build();
  }

  /**
   * An answer with one resource that is written while it is read, however large it is.
   *
   * @param location the resource's absolute URL
   * @param version the resource's version, or an older one if it changed meanwhile
   */
  public Response streamed(
      Response.Status status, String location, long version, Projection projection, Body body) {
    return resource(status, location, version, stream(out -> body.write(projection.wrap(out))));
  }

  /** 204 for a resource whose body would be too much, with its version. */
  public static Response changed(String location, long version) {
    return Response.noContent()
        .header(HttpHeaders.CONTENT_LOCATION, location)
        .header(HttpHeaders.ETAG, ETags.of(version))
        .build();
  }

  /** 304 for a resource that the client has already. */
  public static Response notModified(long version) {
    return Response.notModified().header(HttpHeaders.ETAG, ETags.of(version)).build();
  }

  /** An answer with a list that is written while it is read, however large it is. */
  public Response list(Body body) {
    return Response.ok(stream(body), ScimMedia.TYPE).build();
  }

  /**
   * An answer with a page of a list that is written while it is read.
   *
   * @param page reads the page for what writes it
   * @param each writes one resource
   */
  public <R> Response page(Pages<R> page, ListResponseWriter.ResourceWriter<? super R> each) {
    return list(
        out ->
            page.read(
                (head, resources) -> {
                  ListResponseWriter.begin(out, head);
                  resources.each(resource -> each.write(out, resource));
                  ListResponseWriter.end(out);
                }));
  }

  /** Reads one page of a list for what writes it. */
  @FunctionalInterface
  public interface Pages<R> {
    void read(PageWriting<R> writing) throws IOException;
  }

  private StreamingOutput stream(Body body) {
    return bytes -> {
      // closed only at a good end: a half-written answer must not look like a whole one
      JsonGenerator out = json.createGenerator(bytes);
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      body.write(out);
      out.close();
    };
  }

  private byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(RESOURCE_BYTES);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
