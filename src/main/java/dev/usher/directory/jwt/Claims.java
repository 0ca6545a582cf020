package dev.usher.directory.jwt;

import java.time.Instant;
import java.util.Optional;

/**
 * What a verified JWT says.
 *
 * @param subject {@code sub}, never empty
 * @param id {@code jti}
 * @param expiresAt {@code exp}
 * @param verifiedEmail {@code email}, where {@code email_verified} is true
 * @param authenticatedAt {@code auth_time}, where it is a time
 * @param authenticationClass {@code acr}, where it is a text
 */
public record Claims(
    String subject,
    Optional<String> id,
    Instant expiresAt,
    Optional<String> verifiedEmail,
    Optional<Instant> authenticatedAt,
    Optional<String> authenticationClass) {}
