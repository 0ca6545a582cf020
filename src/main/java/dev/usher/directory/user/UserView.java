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
 * @param memberships the groups the user is in, through any path; empty also when they were not
 *     asked for
 * @param catalogue of the account, which its roles and licenses are read with
 * @param katalonAlias the account's id in Katalon's extension; empty when it has no such block
 */
public record UserView(
    User user, List<Membership> memberships, Catalogue catalogue, Optional<String> katalonAlias) {

  public UserView {
    memberships = List.copyOf(memberships);
  }

  /** What the user may do: the union of all that grants something, while Active. */
  SortedSet<ProjectGrant> effectiveProjectRoles() {
    SortedSet<ProjectGrant> grants = new TreeSet<>();
    if (user.state().status() == Status.Active) {
      grants.addAll(user.state().projectRoles());
      memberships.forEach(membership -> grants.addAll(membership.projectRoles()));
    }
    return grants;
  }
}
