package dev.usher.store.invitation;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail that waits; a component is null where the column may be.
 *
 * @param attempts how often a worker has taken it
 * @param address where it goes, or null when the invitation has none
 */
public record OutboxRow(
    UUID accountId,
    UUID id,
    UUID invitationId,
    String address,
    Instant createdAt,
    Instant dueAt,
    int attempts,
    Instant deadAt,
    String lastError) {}
