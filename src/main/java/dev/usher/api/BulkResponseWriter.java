package dev.usher.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.usher.directory.bulk.BulkOutcome;
import dev.usher.directory.bulk.BulkResult;
import dev.usher.directory.group.GroupDocument;
import dev.usher.directory.group.Member;
import dev.usher.directory.user.UserDocument;
import dev.usher.scim.error.ErrorBody;
import dev.usher.scim.version.ETags;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Writes what came of a Bulk (RFC 7644 §3.7.3). */
public final class BulkResponseWriter {
  private static final String URN = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

  private final UserDocument users;
  private final GroupDocument groups;
  private final InvitationDocument invitations;

  /**
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public BulkResponseWriter(
      UserDocument users, GroupDocument groups, String scimBase, Clock clock) {
    this.users = users;
    this.groups = groups;
    this.invitations = new InvitationDocument(scimBase, clock);
  }

  void write(JsonGenerator out, List<BulkResult> results) throws IOException {
    out.writeStartObject();
    Fields.schemas(out, URN);
    out.writeArrayFieldStart("Operations");
    for (BulkResult result : results) {
      write(out, result);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void write(JsonGenerator out, BulkResult result) throws IOException {
    BulkOutcome outcome = result.outcome();
    out.writeStartObject();
    Fields.text(out, "method", result.operation().methodName());
    Fields.text(out, "bulkId", result.operation().bulkId());
    Fields.text(out, "version", version(outcome));
    Fields.text(out, "location", result.location());
    out.writeStringField("status", Integer.toString(outcome.status()));
    writeResponse(out, outcome);
    out.writeEndObject();
  }

  private static Optional<String> version(BulkOutcome outcome) {
    if (outcome instanceof BulkOutcome.OfUser of) {
      return Optional.of(ETags.of(of.user().user().version()));
    }
    if (outcome instanceof BulkOutcome.OfGroup of) {
      return Optional.of(ETags.of(of.group().group().version()));
    }
    return Optional.empty();
  }

  /** A group with more members than are read at once has no body, as in the answer to a PATCH. */
  private void writeResponse(JsonGenerator out, BulkOutcome outcome) throws IOException {
    if (outcome instanceof BulkOutcome.Failed failed) {
      out.writeFieldName("response");
      out.writeTree(ErrorBody.of(failed.reason()).toNode());
    } else if (outcome instanceof BulkOutcome.OfUser of && of.body().isPresent()) {
      out.writeFieldName("response");
      users.write(of.body().get().wrap(out), of.user());
    } else if (outcome instanceof BulkOutcome.OfGroup of && of.body().isPresent()) {
      Optional<List<Member>> members = of.group().members();
      if (members.isPresent()) {
        out.writeFieldName("response");
        groups.write(of.body().get().wrap(out), of.group().group(), members.get().iterator());
      }
    } else if (outcome instanceof BulkOutcome.OfInvitation of && of.body().isPresent()) {
      out.writeFieldName("response");
      invitations.write(of.body().get().wrap(out), of.invitation());
    }
  }
}
