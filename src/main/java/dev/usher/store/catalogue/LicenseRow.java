package dev.usher.store.catalogue;

/**
 * A row of {@code license} to be written.
 *
 * @param id within the account
 * @param displayName shown to people
 * @param position in the catalogue, from 0
 */
public record LicenseRow(String id, String displayName, int position) {}
