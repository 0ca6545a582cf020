package dev.usher.store.group;

import java.util.UUID;

/**
 * A direct member of a group.
 *
 * @param id of the user or group
 * @param kind {@code User} or {@code Group}
 * @param displayName of the member today; null when it has none
 */
public record MemberRow(UUID id, String kind, String displayName) {}
