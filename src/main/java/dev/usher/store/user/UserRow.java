package dev.usher.store.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A user as read in one statement. A component is null where the column may be.
 *
 * @param roles a JSON array of {@code {value, display, type, primary}}, or null for none
 * @param projectRoles a JSON array of {@code {project, role}}, or null for none
 * @param licenses a JSON array of {@code {license, organization}}, or null for none
 * @param invitation a JSON object {@code {status, sentAt, expiresAt, acceptedAt, sendCount}} of the
 *     last invitation, its status with expiry, or null for none
 */
public record UserRow(
    UUID id,
    String userName,
    String externalId,
    String displayName,
    String status,
    String organizationId,
    LocalDate employmentStartDate,
    String profile,
    long version,
    Instant createdAt,
    Instant lastModified,
    String roles,
    String projectRoles,
    String licenses,
    String invitation) {}
