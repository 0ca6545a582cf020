package dev.usher.directory.user;

import dev.usher.directory.catalogue.Catalogue;
import dev.usher.scim.query.ListResponse;

/**
 * One page of a list of users.
 *
 * @param response the users, and how many the whole list has
 * @param catalogue of the account
 */
public record UserPage(ListResponse<User> response, Catalogue catalogue) {}
