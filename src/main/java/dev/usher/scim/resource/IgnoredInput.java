package dev.usher.scim.resource;

import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.GroupSchema;
import dev.usher.scim.schema.Mutability;

/** Which parts of a body are read over without a word (RFC 7643 §7, RFC 7644 §3.5.1). */
public final class IgnoredInput {

  private IgnoredInput() {}

  /** Whether the client may not set it: the attribute or the sub-attribute is readOnly. */
  public static boolean readOnly(AttributePath path) {
    return path.attribute().mutability() == Mutability.READ_ONLY
        || path.leaf().mutability() == Mutability.READ_ONLY;
  }

  /**
   * Whether the attribute is one that the client may send and Usher never keeps: {@code password},
   * which is checked by the identity provider.
   */
  public static boolean thrownAway(AttributePath path) {
    return path.leaf().mutability() == Mutability.WRITE_ONLY;
  }

  /** Whether the path is a group's {@code members}, or below it. */
  public static boolean members(AttributePath path) {
    return path.schema().urn().equals(GroupSchema.URN) && path.attribute().name().equals("members");
  }

  /**
   * Whether a value there has no effect: one of the above, or a fact about a member other than its
   * id, since those are what the member itself says today.
   */
  public static boolean contains(AttributePath path) {
    boolean besideMemberId =
        members(path) && path.subAttribute().filter(s -> !s.name().equals("value")).isPresent();
    return readOnly(path) || thrownAway(path) || besideMemberId;
  }

  /**
   * Whether clearing it has no effect: {@code active} null, empty or removed says nothing (an
   * identity provider sends it for a user it knows nothing about, and that must lock nobody out).
   */
  public static boolean neverCleared(AttributePath path) {
    return !path.extension() && path.attribute().name().equals("active");
  }
}
