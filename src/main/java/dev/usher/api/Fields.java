package dev.usher.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.scim.resource.DateTimes;
import dev.usher.scim.schema.ResourceType;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Members that the resources without a version have in common. */
final class Fields {
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
    out.writeStringField("created", DateTimes.text(created));
    out.writeStringField("lastModified", DateTimes.text(modified));
    out.writeStringField("location", location);
    out.writeEndObject();
  }

  static void text(JsonGenerator out, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    }
  }
}
