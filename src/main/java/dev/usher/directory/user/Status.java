package dev.usher.directory.user;

/** Where a person stands: invited, in, or out. The names are the attribute's values. */
public enum Status {
  /** Provisioned, the invitation not accepted. Reads {@code active: true}. */
  Pending,
  /** Has access. */
  Active,
  /** Deactivated: the record is kept, there is no access and no seat. */
  Inactive;

  /** What SCIM's {@code active} says. */
  public boolean active() {
    return this != Inactive;
  }
}
