package dev.usher.directory.catalogue;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One entry of a catalogue as a resource.
 *
 * @param id what people type
 * @param displayName for people
 * @param description one sentence, where the type has one
 * @param organization an organization's parent or a project's organization
 * @param isDefault of an organization
 * @param seats of a pool; empty for unlimited and for what has no seats
 * @param used seats of a pool that are taken
 */
public record CatalogueEntry(
    String id,
    String displayName,
    Optional<String> description,
    Optional<String> organization,
    boolean isDefault,
    OptionalLong seats,
    OptionalLong used) {}
