package dev.usher.directory.group;

import dev.usher.directory.access.ProjectGrant;
import java.util.Optional;
import java.util.Set;

/**
 * What is stored about a group itself, without its members.
 *
 * @param displayName unique in the account
 * @param externalId the client's identifier
 * @param projectRoles what every member is granted
 */
public record GroupState(
    String displayName, Optional<String> externalId, Set<ProjectGrant> projectRoles) {

  public GroupState {
    projectRoles = Set.copyOf(projectRoles);
  }
}
