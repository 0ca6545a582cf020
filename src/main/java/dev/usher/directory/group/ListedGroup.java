package dev.usher.directory.group;

import java.util.Collections;
import java.util.Iterator;

/**
 * A group as a list shows it.
 *
 * @param members those that the list carries, users before groups, each kind by id; may be read
 *     while they are asked for, so once and before the next group is taken
 */
public record ListedGroup(Group group, Iterator<Member> members) {

  /** A group whose members the list does not carry. */
  static ListedGroup withoutMembers(Group group) {
    return new ListedGroup(group, Collections.emptyIterator());
  }
}
