package dev.usher.store.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of the trail; a component is null where the column may be.
 *
 * @param beforeValues a JSON object, or null
 * @param afterValues a JSON object, or null
 * @param attributes a JSON array of strings
 */
public record AuditEventRow(
    UUID id,
    Instant time,
    String actorType,
    UUID actorId,
    String actorDisplay,
    String action,
    String targetType,
    String targetId,
    String targetDisplay,
    String outcome,
    String reason,
    String beforeValues,
    String afterValues,
    String attributes,
    String requestId,
    String sourceAddress,
    UUID transactionId) {}
