package dev.usher.store.group;

import java.time.Instant;
import java.util.UUID;

/**
 * A group as read in one statement, without its members. A component is null where the column may
 * be.
 *
 * @param projectRoles a JSON array of {@code {project, role}}, or null for none
 */
public record GroupRow(
    UUID id,
    String displayName,
    String externalId,
    long version,
    Instant createdAt,
    Instant lastModified,
    String projectRoles) {}
