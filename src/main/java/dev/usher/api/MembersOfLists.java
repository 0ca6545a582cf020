package dev.usher.api;

import dev.usher.directory.group.ListedMembers;
import dev.usher.scim.query.Projection;
import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceTypes;

/** Which members a list of groups is asked for. */
final class MembersOfLists {
  static final AttributePath MEMBERS = ResourceTypes.GROUP.find("members").orElseThrow();

  private MembersOfLists() {}

  /**
   * All members where {@code attributes} names them, none where they are left out, otherwise those
   * of small groups: one group may have 100,000.
   *
   * @param projection of groups, as read from the parameters
   */
  static ListedMembers of(QueryParameters parameters, Projection projection) {
    if (!projection.includes(MEMBERS)) {
      return ListedMembers.NONE;
    }
    return parameters.given("attributes").isPresent()
        ? ListedMembers.ALL
        : ListedMembers.OF_SMALL_GROUPS;
  }
}
