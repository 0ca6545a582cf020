package dev.usher.scim.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a list as the ListResponse message (RFC 7644 §3.4.2), one resource after the other. */
public final class ListResponseWriter {
  private static final String URN = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

  private ListResponseWriter() {}

  /**
   * Writes the whole message, {@code Resources} also when it is empty. Neither flushes nor closes.
   *
   * @param each writes one resource, as one JSON object
   */
  public static <R> void write(
      JsonGenerator out, ListResponse<R> response, ResourceWriter<? super R> each)
      throws IOException {
    begin(out, response);
    for (R resource : response.resources()) {
      each.write(out, resource);
    }
    end(out);
  }

  /**
   * Writes the message as far as its first resource. What follows are the resources, as many as the
   * page has, and {@link #end}.
   */
  public static void begin(JsonGenerator out, ListResponse<?> response) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("schemas");
    out.writeString(URN);
    out.writeEndArray();
    out.writeNumberField("totalResults", response.totalResults());
    if (response.page() instanceof Page.Index index) {
      out.writeNumberField("startIndex", index.startIndex());
    }
    out.writeNumberField("itemsPerPage", response.resources().size());
    if (response.nextCursor().isPresent()) {
      out.writeStringField("nextCursor", response.nextCursor().get());
    }
    out.writeArrayFieldStart("Resources");
  }

  /** Writes what comes behind the last resource. */
  public static void end(JsonGenerator out) throws IOException {
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Writes one resource of a list. */
  @FunctionalInterface
  public interface ResourceWriter<R> {
    /** Writes the resource as one JSON object. */
    void write(JsonGenerator out, R resource) throws IOException;
  }
}
