package dev.usher.store.query;

import java.util.Optional;

/**
 * Where a row stands in an order, so that a list can go on behind it whatever becomes of the row.
 *
 * @param value what the row was sorted by, as the database writes it; empty when it was absent, or
 *     when the id alone makes the order
 * @param id of the row
 */
public record Position(Optional<String> value, String id) {}
