package dev.usher.store.catalogue;

/**
 * One entry of a catalogue, as its resource shows it. What the entry's type does not have is null.
 *
 * @param id what people type
 * @param displayName for people
 * @param description one sentence; null for organizations and projects
 * @param organizationId an organization's parent or a project's organization
 * @param isDefault of an organization
 * @param seats of a pool; null for unlimited
 * @param used seats of a pool that are taken
 */
public record CatalogueEntryRow(
    String id,
    String displayName,
    String description,
    String organizationId,
    Boolean isDefault,
    Long seats,
    Long used) {}
