package dev.usher.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.scim.schema.ResourceType;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Members that the resources without a version have in common. */
final class Fields {
  /** Milliseconds always, so that equal times are equal texts. */
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Fields() {}

  static void schemas(JsonGenerator out, String urn) throws IOException {
    out.writeArrayFieldStart("schemas");
    out.writeString(urn);
    out.writeEndArray();
  }

  static void meta(
      JsonGenerator out, ResourceType type, Instant created, Instant modified, String location)
      throws IOException {
    out.writeObjectFieldStart("meta");
    out.writeStringField("resourceType", type.name());
    out.writeStringField("created", dateTime(created));
    out.writeStringField("lastModified", dateTime(modified));
    out.writeStringField("location", location);
    out.writeEndObject();
  }

  static void text(JsonGenerator out, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    }
  }

  static String dateTime(Instant instant) {
    return DATE_TIME.format(instant);
  }
}
