package dev.usher.store.oauth;

import java.time.Instant;
import java.util.UUID;

/**
 * A client's secret.
 *
 * @param clientId of the client
 * @param id of the secret
 * @param slot 1 or 2
 * @param hash SHA-256 of the secret
 * @param createdAt when it was created
 */
public record ClientSecretRow(UUID clientId, UUID id, int slot, byte[] hash, Instant createdAt) {}
