package dev.usher.directory.user;

import java.time.Instant;
import java.util.UUID;

/**
 * A person in an account, as stored.
 *
 * @param id UUIDv7, never reused
 * @param version counts changes, from 1
 * @param created when the user was added
 * @param lastModified when anything of {@code state} last changed
 * @param state what is stored about the person
 */
public record User(UUID id, long version, Instant created, Instant lastModified, UserState state) {}
