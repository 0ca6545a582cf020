package dev.usher.store.search;

import java.util.UUID;

/**
 * A resource of some type that a search has found.
 *
 * @param type the name of its resource type
 * @param value what it was sorted by, as text; null when it lacks that or the id alone makes the
 *     order
 */
public record SearchRow(String type, UUID id, String value) {}
