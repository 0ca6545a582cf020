package dev.usher.directory.search;

import dev.usher.directory.group.ListedGroup;
import dev.usher.directory.user.UserView;

/** A resource that a search at the root has found. */
public sealed interface Found {

  /** A user. */
  record OfUser(UserView user) implements Found {}

  /** A group. */
  record OfGroup(ListedGroup group) implements Found {}
}
