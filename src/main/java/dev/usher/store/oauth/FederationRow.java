package dev.usher.store.oauth;

import java.time.Instant;
import java.util.UUID;

/**
 * Whose assertions a client may authenticate with.
 *
 * @param clientId of the client
 * @param id of the federation
 * @param issuer the assertions' {@code iss}
 * @param subject the assertions' {@code sub}
 * @param audience the assertions' {@code aud}, or null for this server's own names
 * @param jwksUrl where the keys are, or null
 * @param jwks the public keys themselves, or null
 * @param createdAt when it was created
 */
public record FederationRow(
    UUID clientId,
    UUID id,
    String issuer,
    String subject,
    String audience,
    String jwksUrl,
    String jwks,
    Instant createdAt) {}
