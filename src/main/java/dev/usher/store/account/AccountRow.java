package dev.usher.store.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code account}.
 *
 * @param id of the account
 * @param name unique, ignoring case
 * @param createdAt when it was created
 */
public record AccountRow(UUID id, String name, Instant createdAt) {}
