package dev.usher.directory.account;

import java.util.Set;

/**
 * An authenticated request: the account it acts in, who acts, and what they may do.
 *
 * @param account the one account whose data the request can see
 * @param actor who acts
 * @param scopes what they may do
 */
public record Principal(Account account, Actor actor, Set<Scope> scopes) {

  public Principal {
    scopes = Set.copyOf(scopes);
  }

  /** Whether that scope was granted; {@link Scope#SCIM} includes {@link Scope#SCIM_READ}. */
  public boolean may(Scope scope) {
    return scopes.contains(scope) || (scope == Scope.SCIM_READ && scopes.contains(Scope.SCIM));
  }
}
