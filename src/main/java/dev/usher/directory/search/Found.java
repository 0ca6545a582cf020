package dev.usher.directory.search;

import dev.usher.directory.group.Group;
import dev.usher.directory.group.MemberReader;
import dev.usher.directory.user.UserView;

/** A resource that a search at the root has found. */
public sealed interface Found {

  /** A user. */
  record OfUser(UserView user) implements Found {}

  /**
   * A group, without its members.
   *
   * @param members reads them as long as the page is written
   */
  record OfGroup(Group group, MemberReader members) implements Found {}
}
