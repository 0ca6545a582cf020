package dev.usher.store.group;

import java.time.Instant;
import java.util.UUID;

/**
 * The row of a group as it is to be; a component is null where the column may be.
 *
 * @param projectRoles as {@link GroupRow} has them; the rows of them are written beside it
 */
public record GroupWrite(
    UUID accountId,
    UUID id,
    String displayName,
    String externalId,
    String projectRoles,
    long version,
    Instant lastModified) {}
