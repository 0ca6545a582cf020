package dev.usher.directory.group;

import java.util.Optional;
import java.util.UUID;

/**
 * A direct member of a group.
 *
 * @param id of the user or group
 * @param kind which of the two
 * @param display the member's displayName today
 */
public record Member(UUID id, Kind kind, Optional<String> display) {

  /** What can be a member. A constant's name is that of the resource type. */
  public enum Kind {
    User,
    Group
  }
}
