package dev.usher.directory.user;

import dev.usher.directory.catalogue.Catalogue;

/**
 * A user and the catalogue that its roles and licenses are to be read with.
 *
 * @param user as stored
 * @param catalogue of the account
 */
public record UserView(User user, Catalogue catalogue) {}
