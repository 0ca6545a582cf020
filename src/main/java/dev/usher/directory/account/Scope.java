package dev.usher.directory.account;

import java.util.Arrays;
import java.util.Optional;

/** What a token may do; scopes add up. */
public enum Scope {
  /** GET and {@code .search} on provisioned resources. */
  SCIM_READ("scim:read"),
  /** Everything {@link #SCIM_READ} allows, and writes. */
  SCIM("scim"),
  /** {@code /Invitations} and the invitation link. */
  INVITATIONS("invitations"),
  /** {@code /AuditEvents}. */
  ADMIN("admin");

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  /** The name as it is written on the command line and in OAuth 2. */
  public String wireName() {
    return wireName;
  }

  /** The scope of that name; empty for an unknown one. */
  public static Optional<Scope> of(String wireName) {
    return Arrays.stream(values()).filter(s -> s.wireName.equals(wireName)).findFirst();
  }
}
