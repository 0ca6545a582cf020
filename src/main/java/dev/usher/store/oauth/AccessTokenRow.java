package dev.usher.store.oauth;

import java.time.Instant;
import java.util.UUID;

/**
 * An access token to be written.
 *
 * @param accountId the account it gives access to
 * @param clientId of the client that got it
 * @param secretId of the secret it was got with, or null
 * @param federationId of the federation whose assertion it was got with, or null
 * @param scopes separated by spaces
 * @param createdAt when it was created
 * @param expiresAt from when on it is refused
 */
public record AccessTokenRow(
    UUID accountId,
    UUID clientId,
    UUID secretId,
    UUID federationId,
    String scopes,
    Instant createdAt,
    Instant expiresAt) {}
