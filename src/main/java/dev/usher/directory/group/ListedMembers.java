package dev.usher.directory.group;

/** Which members a list of groups carries. */
public enum ListedMembers {
  /** None: they are left out of the answer. */
  NONE,

  /** Those of groups that have few; the others are listed without. */
  OF_SMALL_GROUPS,

  /** All of each group, however many. */
  ALL
}
