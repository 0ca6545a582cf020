package dev.usher.directory.user;

import dev.usher.directory.catalogue.Catalogue;
import java.util.List;

/**
 * One page of a list of users.
 *
 * @param users in the order asked for
 * @param total how many the whole list has
 * @param catalogue of the account
 */
public record UserPage(List<User> users, long total, Catalogue catalogue) {

  public UserPage {
    users = List.copyOf(users);
  }
}
