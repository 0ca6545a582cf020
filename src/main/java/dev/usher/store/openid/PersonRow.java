package dev.usher.store.openid;

import java.util.UUID;

/**
 * A user as far as signing in goes.
 *
 * @param id of the user
 * @param userName of the user
 * @param primaryEmail the value of the primary e-mail, or null
 * @param status {@code Pending}, {@code Active} or {@code Inactive}
 * @param administrative whether any role of the user administers the account
 */
public record PersonRow(
    UUID id, String userName, String primaryEmail, String status, boolean administrative) {}
