package dev.usher.store.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The row of a user as it is to be; a component is null where the column may be.
 *
 * @param roles as {@link UserRow} has them; the rows of them are written beside it
 * @param projectRoles likewise
 * @param licenses likewise
 */
public record UserWrite(
    UUID accountId,
    UUID id,
    String userName,
    String externalId,
    String displayName,
    String status,
    String organizationId,
    LocalDate employmentStartDate,
    String profile,
    String roles,
    String projectRoles,
    String licenses,
    long version,
    Instant lastModified) {}
