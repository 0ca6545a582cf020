package dev.usher.store.oauth;

import java.time.Instant;
import java.util.UUID;

/**
 * An OAuth client.
 *
 * @param id the client_id
 * @param accountId the account it gives access to
 * @param name unique in the account, ignoring case
 * @param scopes separated by spaces
 * @param tokenSeconds how long an access token lives
 * @param createdAt when it was created
 * @param lastUsedAt when an access token of it was last used, to the minute, or null
 */
public record OauthClientRow(
    UUID id,
    UUID accountId,
    String name,
    String scopes,
    int tokenSeconds,
    Instant createdAt,
    Instant lastUsedAt) {}
