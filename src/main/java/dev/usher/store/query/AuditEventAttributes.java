package dev.usher.store.query;

import static dev.usher.store.query.Collation.EXACT;
import static dev.usher.store.query.Collation.IGNORING_CASE;

import dev.usher.scim.schema.AuditEventSchema;
import java.util.Map;

/** Where the attributes of audit events are stored. The table has the alias {@code a}. */
public final class AuditEventAttributes {

  private AuditEventAttributes() {}

  /**
   * @param endpoint the URL of the audit events' endpoint without a slash at its end
   */
  public static AttributeTable table(String endpoint) {
    return AttributeTable.with("a.id")
        .elements("schemas", Weight.CONSTANT_ROWS, Constants.schemas(AuditEventSchema.URN))
        .value("id", IdValue.id("a.id"))
        .complex("meta", "TRUE")
        .value("meta.resourceType", new ConstantValue("AuditEvent", EXACT, "a.id"))
        .value("meta.created", InstantValue.required("a.time"))
        .value("meta.lastModified", InstantValue.required("a.time"))
        .value("meta.location", IdValue.location("a.id", endpoint + "/"))
        .value("meta.version", Value.ABSENT)
        .value("time", InstantValue.required("a.time"))
        .complex("actor", "TRUE")
        .value("actor.value", new OptionalIdValue("a.actor_id"))
        .value("actor.display", TextValue.required("a.actor_display"))
        .value("actor.type", TextValue.required("a.actor_type"))
        .value("action", TextValue.required("a.action"))
        .complex("target", "TRUE")
        .value("target.value", TextValue.optional("a.target_id"))
        .value("target.display", TextValue.optional("a.target_display"))
        .value("target.type", TextValue.required("a.target_type"))
        .value("outcome", TextValue.required("a.outcome"))
        .value("reason", TextValue.optional("a.reason"))
        .value("before", Weight.JSON, TextValue.optional(EXACT.of("a.before_values")))
        .value("after", Weight.JSON, TextValue.optional(EXACT.of("a.after_values")))
        .elements("attributes", Weight.JSON_ROWS, attributes())
        .value("requestId", TextValue.optional("a.request_id"))
        .value("sourceAddress", TextValue.optional("a.source_address"))
        .value("transactionId", IdValue.id("a.transaction_id"))
        .build();
  }

  private static Rows attributes() {
    String from =
        "JSON_TABLE(a.attributes, '$[*]' COLUMNS (ordinal FOR ORDINALITY, path "
            + IGNORING_CASE.column()
            + " PATH '$')) e";
    return new Rows(
        from,
        "TRUE",
        new Rows.Own(),
        Map.of(Rows.SIMPLE, TextValue.optional("e.path")),
        "e.ordinal");
  }
}
