package dev.usher.directory.group;

import java.time.Instant;
import java.util.UUID;

/**
 * A group of an account, as stored, without its members.
 *
 * @param id UUIDv7, never reused
 * @param version counts changes of the state and of the direct members, from 1
 * @param created when the group was added
 * @param lastModified when its state or its direct members last changed
 * @param state what is stored about it
 */
public record Group(
    UUID id, long version, Instant created, Instant lastModified, GroupState state) {}
