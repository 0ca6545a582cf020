package dev.usher.store.audit;

import java.time.Instant;
import java.util.UUID;

/** Which event of the trail it is, and when it was recorded. */
public record AuditEventKeyRow(UUID id, Instant time) {}
