package dev.usher.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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

  /** An answer with a list that is written while it is read, however large it is. */
  public Response streamedList(Body body) {
    return Response.ok(stream(body), ScimMedia.TYPE).build();
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

  /** An answer with a list. */
  public Response list(Body body) {
    return list(0, body);
  }

  /**
   * An answer with a list.
   *
   * @param resources how many it has, so that room is made for them once
   */
  public Response list(int resources, Body body) {
    byte[] bytes = bytes(body, RESOURCE_BYTES * (resources + 1));
    return Response.ok(bytes, ScimMedia.TYPE).build();
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
    return bytes(body, RESOURCE_BYTES);
  }

  private byte[] bytes(Body body, int expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
