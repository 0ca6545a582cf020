package dev.usher.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.directory.catalogue.CatalogueEntry;
import dev.usher.scim.schema.CatalogueSchemas;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import java.io.IOException;
import java.net.URI;

/** Writes an entry of the catalogue as a resource of its type. */
final class CatalogueDocument {
  private final String scimBase;

  CatalogueDocument(String scimBase) {
    this.scimBase = scimBase;
  }

  String location(ResourceType type, CatalogueEntry entry) {
    // Ids are made of letters, digits and . _ - with one colon at most: nothing to escape.
    return URI.create(scimBase + type.endpoint() + "/" + entry.id()).toString();
  }

  void write(JsonGenerator out, ResourceType type, CatalogueEntry entry) throws IOException {
    out.writeStartObject();
    writeSchemas(out, type);
    out.writeStringField("id", entry.id());
    out.writeObjectFieldStart("meta");
    out.writeStringField("resourceType", type.name());
    out.writeStringField("location", location(type, entry));
    out.writeEndObject();
    if (type == ResourceTypes.ORGANIZATION) {
      out.writeStringField("displayName", entry.displayName());
      if (entry.organization().isPresent()) {
        out.writeStringField("parent", entry.organization().get());
      }
      out.writeBooleanField("default", entry.isDefault());
    } else if (type == ResourceTypes.PROJECT) {
      out.writeStringField("displayName", entry.displayName());
      out.writeStringField("organization", entry.organization().orElseThrow());
    } else {
      writeAssignable(out, type, entry);
    }
    out.writeEndObject();
  }

  private static void writeSchemas(JsonGenerator out, ResourceType type) throws IOException {
    out.writeArrayFieldStart("schemas");
    out.writeString(type.core().urn());
    for (String urn : CatalogueSchemas.alsoListed(type)) {
      out.writeString(urn);
    }
    out.writeEndArray();
  }

  private static void writeAssignable(JsonGenerator out, ResourceType type, CatalogueEntry entry)
      throws IOException {
    out.writeStringField("value", entry.id());
    out.writeStringField("displayName", entry.displayName());
    out.writeStringField("display", entry.displayName());
    if (entry.description().isPresent()) {
      out.writeStringField("description", entry.description().get());
    }
    out.writeStringField("type", type.name());
    out.writeBooleanField("supported", true);
    if (type != ResourceTypes.ROLE) {
      out.writeBooleanField("limitedAssignmentsPermitted", entry.seats().isPresent());
    }
    if (entry.seats().isPresent()) {
      out.writeNumberField("totalAssignmentsPermitted", entry.seats().getAsLong());
    }
    if (entry.used().isPresent()) {
      out.writeNumberField("totalAssignmentsUsed", entry.used().getAsLong());
    }
  }
}
