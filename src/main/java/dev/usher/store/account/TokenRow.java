package dev.usher.store.account;

import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a token; its hash stays in the database.
 *
 * @param id of the token
 * @param accountId the account it gives access to
 * @param name unique in the account, ignoring case
 * @param scopes separated by spaces
 * @param createdAt when it was created
 * @param expiresAt from when on it is refused, or null
 * @param revokedAt when it was revoked, or null
 * @param lastUsedAt when it was last used, to the minute, or null
 */
public record TokenRow(
    UUID id,
    UUID accountId,
    String name,
    String scopes,
    Instant createdAt,
    Instant expiresAt,
    Instant revokedAt,
    Instant lastUsedAt) {}
