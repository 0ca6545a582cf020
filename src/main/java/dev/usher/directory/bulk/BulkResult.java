package dev.usher.directory.bulk;

import dev.usher.scim.bulk.BulkOperation;
import java.util.Optional;

/**
 * An operation that was run, and what came of it.
 *
 * @param location the absolute URL of its resource; empty for a POST that failed, and where there
 *     is none
 */
public record BulkResult(BulkOperation operation, Optional<String> location, BulkOutcome outcome) {}
