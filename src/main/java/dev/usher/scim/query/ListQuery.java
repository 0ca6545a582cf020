package dev.usher.scim.query;

import dev.usher.scim.filter.Predicate;
import java.util.Optional;

/**
 * What a list request asks of one resource type (RFC 7644 §3.4.2).
 *
 * @param filter which resources; all of them when empty
 * @param sort in which order; by creation when empty
 * @param page which part of them
 * @param projection what of each
 */
public record ListQuery(
    Optional<Predicate> filter, Optional<Sort> sort, Page page, Projection projection) {}
