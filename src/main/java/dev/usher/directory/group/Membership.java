package dev.usher.directory.group;

import dev.usher.directory.access.ProjectGrant;
import java.util.Set;
import java.util.UUID;

/**
 * A person's place in a group.
 *
 * @param group the id of the group
 * @param display the group's displayName
 * @param direct whether the person is itself a member, rather than through another group
 * @param projectRoles what the group grants
 */
public record Membership(
    UUID group, String display, boolean direct, Set<ProjectGrant> projectRoles) {

  public Membership {
    projectRoles = Set.copyOf(projectRoles);
  }
}
