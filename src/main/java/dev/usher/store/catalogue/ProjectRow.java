package dev.usher.store.catalogue;

/**
 * A row of {@code project} to be written.
 *
 * @param id within the account
 * @param displayName shown to people
 * @param organization it lives in; null only for the standing {@code ALL}
 * @param position in the catalogue, from 0
 */
public record ProjectRow(String id, String displayName, String organization, int position) {}
