package dev.usher.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.usher.directory.audit.AuditEvent;
import dev.usher.scim.resource.DateTimes;
import dev.usher.scim.schema.AuditEventSchema;
import dev.usher.scim.schema.ResourceTypes;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Writes an event of the audit trail as the AuditEvent resource. */
final class AuditEventDocument {
  private final JsonFactory json;
  private final String scimBase;

  AuditEventDocument(JsonFactory json, String scimBase) {
    this.json = json;
    this.scimBase = scimBase;
  }

  String location(AuditEvent event) {
    return scimBase + ResourceTypes.AUDIT_EVENT.endpoint() + "/" + event.id();
  }

  void write(JsonGenerator out, AuditEvent event) throws IOException {
    out.writeStartObject();
    Fields.schemas(out, AuditEventSchema.URN);
    out.writeStringField("id", event.id().toString());
    Fields.meta(out, ResourceTypes.AUDIT_EVENT, event.time(), event.time(), location(event));
    out.writeStringField("time", DateTimes.text(event.time()));
    writeNamed(
        out,
        "actor",
        event.actorId().map(UUID::toString),
        Optional.of(event.actorDisplay()),
        event.actorType());
    out.writeStringField("action", event.action());
    writeNamed(out, "target", event.target().id(), event.target().display(), event.target().type());
    out.writeStringField("outcome", event.outcome());
    Fields.text(out, "reason", event.reason());
    Fields.text(out, "before", event.before());
    Fields.text(out, "after", event.after());
    writeAttributes(out, event.attributes());
    Fields.text(out, "requestId", event.origin().requestId());
    Fields.text(out, "sourceAddress", event.origin().sourceAddress());
    out.writeStringField("transactionId", event.transaction().toString());
    out.writeEndObject();
  }

  private static void writeNamed(
      JsonGenerator out, String name, Optional<String> id, Optional<String> display, String type)
      throws IOException {
    out.writeObjectFieldStart(name);
    Fields.text(out, "value", id);
    Fields.text(out, "display", display);
    out.writeStringField("type", type);
    out.writeEndObject();
  }

  /** Copied, unless there are none: an empty array is absent (RFC 7643 §2.5). */
  private void writeAttributes(JsonGenerator out, String array) throws IOException {
    try (JsonParser parser = json.createParser(array)) {
      parser.nextToken();
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        return;
      }
      out.writeArrayFieldStart("attributes");
      do {
        out.writeString(parser.getText());
      } while (parser.nextToken() != JsonToken.END_ARRAY);
      out.writeEndArray();
    }
  }
}
