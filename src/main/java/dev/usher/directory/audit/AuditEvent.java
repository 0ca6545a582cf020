package dev.usher.directory.audit;

import dev.usher.store.audit.AuditEventRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event of the audit trail, as recorded.
 *
 * @param id UUIDv7
 * @param time when it happened
 * @param actorType token, person, operator or system
 * @param actorId of the token or the person
 * @param actorDisplay the token's name or the person's userName, at that time
 * @param action the wire name of an {@link Action}; one of an older or newer version, too
 * @param target what it was done to
 * @param outcome success or refused
 * @param reason why it was refused, or what else there is to say
 * @param before what changed, as it was: a JSON object
 * @param after what changed, as it became: a JSON object
 * @param attributes the SCIM paths of what changed: a JSON array
 * @param origin where the request came from
 * @param transaction the same in all events of one change
 */
public record AuditEvent(
    UUID id,
    Instant time,
    String actorType,
    Optional<UUID> actorId,
    String actorDisplay,
    String action,
    Target target,
    String outcome,
    Optional<String> reason,
    Optional<String> before,
    Optional<String> after,
    String attributes,
    RequestOrigin origin,
    UUID transaction) {

  static AuditEvent of(AuditEventRow row) {
    return new AuditEvent(
        row.id(),
        row.time(),
        row.actorType(),
        Optional.ofNullable(row.actorId()),
        row.actorDisplay(),
        row.action(),
        new Target(
            row.targetType(),
            Optional.ofNullable(row.targetId()),
            Optional.ofNullable(row.targetDisplay())),
        row.outcome(),
        Optional.ofNullable(row.reason()),
        Optional.ofNullable(row.beforeValues()),
        Optional.ofNullable(row.afterValues()),
        row.attributes(),
        new RequestOrigin(
            Optional.ofNullable(row.requestId()), Optional.ofNullable(row.sourceAddress())),
        row.transactionId());
  }
}
