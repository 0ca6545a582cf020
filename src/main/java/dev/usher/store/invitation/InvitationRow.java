package dev.usher.store.invitation;

import java.time.Instant;
import java.util.UUID;

/**
 * An invitation with the names of its account and user; a component is null where the column may
 * be.
 *
 * @param status pending, accepted, revoked or superseded, as stored
 * @param keyId of the master key that the link is derived from
 */
public record InvitationRow(
    UUID accountId,
    String accountName,
    UUID id,
    UUID userId,
    String userName,
    String displayName,
    String fullName,
    String address,
    int generation,
    String status,
    Instant createdAt,
    Instant expiresAt,
    Instant sentAt,
    Instant acceptedAt,
    int sendCount,
    String invitedBy,
    String keyId) {}
