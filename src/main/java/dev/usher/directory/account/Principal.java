package dev.usher.directory.account;

import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import java.util.Optional;
import java.util.Set;

/**
 * An authenticated request: the account it acts in, who acts, and what they may do.
 *
 * @param account the one account whose data the request can see
 * @param actor who acts
 * @param scopes what they may do
 * @param origin where the request came from
 */
public record Principal(Account account, Actor actor, Set<Scope> scopes, RequestOrigin origin) {

  public Principal {
    scopes = Set.copyOf(scopes);
  }

  /** A principal before it is known where the request came from. */
  public Principal(Account account, Actor actor, Set<Scope> scopes) {
    this(account, actor, scopes, RequestOrigin.NONE);
  }

  /** The same principal, behind a request from there. */
  public Principal from(RequestOrigin requestOrigin) {
    return new Principal(account, actor, scopes, requestOrigin);
  }

  /** Who acts, as the audit trail names them. */
  public Caller caller() {
    Caller.Kind kind =
        switch (actor.kind()) {
          case TOKEN -> Caller.Kind.TOKEN;
          case PERSON -> Caller.Kind.PERSON;
          case OPERATOR -> Caller.Kind.OPERATOR;
        };
    return new Caller(kind, Optional.ofNullable(actor.id()), actor.label(), origin);
  }

  /** Whether that scope was granted; {@link Scope#SCIM} includes {@link Scope#SCIM_READ}. */
  public boolean may(Scope scope) {
    return scope.isIn(scopes);
  }
}
