package dev.usher.store.catalogue;

/**
 * A row of {@code account_role} or {@code project_role} to be written.
 *
 * @param id within the account
 * @param displayName shown to people
 * @param administrative whether it administers the account; false for a project role
 * @param isDefault whether it stands where no role is named
 * @param position in the catalogue, from 0
 */
public record RoleRow(
    String id, String displayName, boolean administrative, boolean isDefault, int position) {}
