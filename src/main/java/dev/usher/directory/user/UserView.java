package dev.usher.directory.user;

import dev.usher.directory.access.ProjectGrant;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Membership;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A user, and what else its resource is made of.
 *
 * @param user as stored
 * @param memberships the groups the user is in, through any path, and none when they were not asked
 *     for; empty when they are too many to be listed
 * @param catalogue of the account, which its roles and licenses are read with
 * @param katalonAlias the account's id in Katalon's extension; empty when it has no such block
 */
public record UserView(
    User user,
    Optional<List<Membership>> memberships,
    Catalogue catalogue,
    Optional<String> katalonAlias) {

  public UserView {
    memberships = memberships.map(List::copyOf);
  }

  /**
   * The user as one of many.
   *
   * @param most in how many groups a user may be to be listed with them
   */
  public UserView listed(int most) {
    return memberships.filter(groups -> groups.size() > most).isPresent()
        ? new UserView(user, Optional.empty(), catalogue, katalonAlias)
        : this;
  }

  /**
   * What the user may do: the union of all that grants something, while Active. Nothing when the
   * groups are too many to be listed, since a part of it would look like the whole.
   */
  SortedSet<ProjectGrant> effectiveProjectRoles() {
    SortedSet<ProjectGrant> grants = new TreeSet<>();
    if (user.state().status() == Status.Active && memberships.isPresent()) {
      grants.addAll(user.state().projectRoles());
      memberships.get().forEach(membership -> grants.addAll(membership.projectRoles()));
    }
    return grants;
  }
}
