package dev.usher.directory.account;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Whether these scopes include it; {@link #SCIM} includes {@link #SCIM_READ}. */
  public boolean isIn(Set<Scope> granted) {
    return granted.contains(this) || (this == SCIM_READ && granted.contains(SCIM));
  }

  /** Scopes as they are stored and as OAuth 2 writes them: in order, separated by spaces. */
  public static String text(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
  }

  /**
   * The scopes in a text that {@link #text} wrote; those that a newer version wrote and this one
   * does not know grant nothing here.
   */
  public static Set<Scope> among(String text) {
    return Arrays.stream(text.split(" "))
        .flatMap(each -> of(each).stream())
        .collect(Collectors.toSet());
  }
}
