package dev.usher.directory.user;

import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Membership;
import dev.usher.scim.query.ListResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One page of a list of users.
 *
 * @param response the users, and how many the whole list has
 * @param memberships the groups of those users who are in one, by user; empty when they were not
 *     asked for
 * @param catalogue of the account
 * @param katalonAlias the account's id in Katalon's extension; empty when users have no such block
 */
public record UserPage(
    ListResponse<User> response,
    Map<UUID, List<Membership>> memberships,
    Catalogue catalogue,
    Optional<String> katalonAlias) {

  public UserPage {
    memberships = Map.copyOf(memberships);
  }

  /** A user of the page with what else its resource is made of. */
  public UserView view(User user) {
    return new UserView(
        user, memberships.getOrDefault(user.id(), List.of()), catalogue, katalonAlias);
  }
}
