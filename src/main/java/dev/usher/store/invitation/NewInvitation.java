package dev.usher.store.invitation;

import java.time.Instant;
import java.util.UUID;

/**
 * An invitation about to be opened.
 *
 * @param address where it is mailed to, or null when there is none
 */
public record NewInvitation(
    UUID accountId,
    UUID id,
    UUID userId,
    String address,
    Instant createdAt,
    Instant expiresAt,
    String invitedBy,
    String keyId) {}
