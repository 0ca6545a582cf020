package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** The audit trail: who did what to whom, when, from where, and what came of it. */
public final class AuditEventSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:usher:2.0:AuditEvent";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "AuditEvent",
          "Something that was done, or refused.",
          List.of(),
          CommonAttributes.schemas(),
          CommonAttributes.id(),
          CommonAttributes.meta(),
          of("time", AttributeType.DATE_TIME, "When it happened.").readOnly(),
          of("actor", AttributeType.COMPLEX, "Who did it.")
              .readOnly()
              .with(
                  string("value", "The id of the token or the person.").readOnly(),
                  string("display", "The token's name or the person's userName.").readOnly(),
                  string("type", "What kind of actor.")
                      .readOnly()
                      .canonicalValues("token", "person", "operator", "system")),
          string("action", "What was done, such as user.statusChanged.").readOnly(),
          of("target", AttributeType.COMPLEX, "What it was done to.")
              .readOnly()
              .with(
                  string("value", "The id of the target.").readOnly(),
                  string("display", "The target's name at that time.").readOnly(),
                  string("type", "The target's resource type, or what stands for one.").readOnly()),
          string("outcome", "Whether it was done.")
              .readOnly()
              .canonicalValues("success", "refused"),
          string("reason", "Why it was refused, or what else there is to say.").readOnly(),
          string("before", "What changed, as it was: a JSON object as text.")
              .caseExact()
              .readOnly(),
          string("after", "What changed, as it became: a JSON object as text.")
              .caseExact()
              .readOnly(),
          string("attributes", "The paths of the attributes that changed.")
              .multiValued()
              .readOnly(),
          string("requestId", "The id under which the log knows the request.").readOnly(),
          string("sourceAddress", "Where the request came from.").readOnly(),
          string("transactionId", "The same in all events of one change.").caseExact().readOnly());

  private AuditEventSchema() {}
}
