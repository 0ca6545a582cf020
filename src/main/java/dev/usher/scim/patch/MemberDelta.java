package dev.usher.scim.patch;

import dev.usher.scim.filter.Predicate;
import java.util.List;

/**
 * A change of a group's members that needs no knowledge of who they are. Ids are as the client
 * wrote them, in its order, each once; they may be unknown, or no ids at all.
 */
public sealed interface MemberDelta {

  /** These become members, if they are not yet; at least one. */
  record Add(List<String> ids) implements MemberDelta {
    public Add {
      ids = List.copyOf(ids);
    }
  }

  /** These are no longer members, if they were; may be none. */
  record Remove(List<String> ids) implements MemberDelta {
    public Remove {
      ids = List.copyOf(ids);
    }
  }

  /** These are the members, and nobody else; none empties the group. */
  record Replace(List<String> ids) implements MemberDelta {
    public Replace {
      ids = List.copyOf(ids);
    }
  }

  /**
   * Those that fulfil a condition other than on {@code value eq} are no longer members.
   *
   * @param condition on the sub-attributes of {@code members}, full paths
   */
  record RemoveMatching(Predicate condition) implements MemberDelta {}

  /**
   * Those that fulfil a condition would be changed in place, which a membership cannot be: always
   * refused, with {@code noTarget} when no member fulfils it, else with {@code mutability}.
   *
   * @param condition as of {@link RemoveMatching}
   */
  record ChangeMatching(Predicate condition) implements MemberDelta {}
}
