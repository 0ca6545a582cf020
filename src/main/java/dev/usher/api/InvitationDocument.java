package dev.usher.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.directory.invitation.Invitation;
import dev.usher.scim.resource.DateTimes;
import dev.usher.scim.schema.InvitationSchema;
import dev.usher.scim.schema.ResourceTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Writes an invitation as the Invitation resource. Its link is no part of it. */
final class InvitationDocument {
  private final String scimBase;
  private final Clock clock;

  InvitationDocument(String scimBase, Clock clock) {
    this.scimBase = scimBase;
    this.clock = clock;
  }

  String location(Invitation invitation) {
    return scimBase + ResourceTypes.INVITATION.endpoint() + "/" + invitation.id();
  }

  void write(JsonGenerator out, Invitation invitation) throws IOException {
    Instant modified = invitation.acceptedAt().orElse(invitation.createdAt());
    out.writeStartObject();
    Fields.schemas(out, InvitationSchema.URN);
    out.writeStringField("id", invitation.id().toString());
    Fields.meta(
        out, ResourceTypes.INVITATION, invitation.createdAt(), modified, location(invitation));
    out.writeObjectFieldStart("user");
    out.writeStringField("value", invitation.user().toString());
    out.writeStringField(
        "$ref", scimBase + ResourceTypes.USER.endpoint() + "/" + invitation.user());
    out.writeStringField("display", invitation.userName());
    out.writeEndObject();
    Fields.text(out, "address", invitation.address());
    out.writeStringField("status", invitation.status(clock.instant()).wireName());
    Fields.text(out, "invitedBy", Optional.of(invitation.invitedBy()).filter(n -> !n.isBlank()));
    Fields.text(out, "sentAt", invitation.sentAt().map(DateTimes::text));
    out.writeStringField("expiresAt", DateTimes.text(invitation.expiresAt()));
    Fields.text(out, "acceptedAt", invitation.acceptedAt().map(DateTimes::text));
    out.writeNumberField("sendCount", invitation.sendCount());
    out.writeEndObject();
  }
}
