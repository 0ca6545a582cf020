package dev.usher.store.catalogue;

/**
 * A row of {@code organization} to be written.
 *
 * @param id within the account
 * @param displayName shown to people
 * @param parent id of the parent, or null at the root
 * @param isDefault whether people are in it when nobody says otherwise
 * @param position in the catalogue, from 0
 */
public record OrganizationRow(
    String id, String displayName, String parent, boolean isDefault, int position) {}
