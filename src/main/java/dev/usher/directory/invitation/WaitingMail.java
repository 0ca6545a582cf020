package dev.usher.directory.invitation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A mail that has not been sent, as an operator sees it.
 *
 * @param id of the mail
 * @param invitation whose link it carries
 * @param address where it goes
 * @param createdAt when it was written
 * @param dueAt when a worker may take it next
 * @param attempts how often one has
 * @param deadAt when it was given up; empty while it waits
 * @param lastError why the last attempt failed
 */
public record WaitingMail(
    UUID id,
    UUID invitation,
    Optional<String> address,
    Instant createdAt,
    Instant dueAt,
    int attempts,
    Optional<Instant> deadAt,
    Optional<String> lastError) {}
