package dev.usher.directory.authentication;

import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Authenticator;
import dev.usher.directory.account.CheckedToken;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Secret;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.audit.Target;
import dev.usher.directory.authentication.FailedAttempts.Kind;
import dev.usher.directory.jwt.UnverifiedJwt;
import dev.usher.directory.person.People;
import dev.usher.scim.error.ScimException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Authentication whose failures are limited for each source address and recorded. A token is
 * checked freely when the answer is in memory or when it was accepted lately; any other costs the
 * database a read, or a signature check for a JWT, so it is refused while its address has used up
 * its failures.
 */
public final class GuardedAuthentication implements Authentication {
  private static final int FORBIDDEN = 403;

  private final Authenticator tokens;
  private final People people;
  private final FailedAttempts attempts;
  private final AcceptedLately accepted;
  private final AccessTrail trail;
  private final LastUses uses;

  public GuardedAuthentication(
      Authenticator tokens,
      People people,
      FailedAttempts attempts,
      AcceptedLately accepted,
      AccessTrail trail,
      LastUses uses) {
    this.tokens = tokens;
    this.people = people;
    this.attempts = attempts;
    this.accepted = accepted;
    this.trail = trail;
    this.uses = uses;
  }

  /**
   * An attempt to authenticate.
   *
   * @param key of the token: its hash
   * @param counted whether a failure counts
   */
  private record Attempt(String key, boolean counted, RequestOrigin origin) {
    FailedAttempts.Key bucket() {
      return new FailedAttempts.Key(Kind.BEARER_TOKEN, SourceNetwork.of(origin));
    }
  }

  @Override
  public Optional<Principal> authenticate(String token, RequestOrigin origin) {
    boolean jwt = UnverifiedJwt.looksLikeOne(token);
    String key = HexFormat.of().formatHex(Secret.hash(token));
    boolean free = accepted.contains(key) || (!jwt && !tokens.wouldRead(token));
    Attempt attempt = new Attempt(key, !free, origin);
    if (attempt.counted()) {
      attempts.wait(attempt.bucket()).ifPresent(wait -> refuse(wait, origin));
    }
    return jwt ? person(token, attempt) : connector(token, attempt);
  }

  private void refuse(Duration wait, RequestOrigin origin) {
    trail.refused(origin, "too many attempts with tokens that are not valid");
    throw ScimException.tooManyRequests(
        "Too many requests from this address had a token that is not valid; Retry-After says when"
            + " to go on.",
        wait);
  }

  private Optional<Principal> person(String token, Attempt attempt) {
    Optional<Principal> person;
    try {
      person = people.authenticate(token);
    } catch (ScimException refusal) {
      if (refusal.status() == FORBIDDEN) {
        failed(attempt);
        trail.refused(attempt.origin(), "a person's token is valid and the person may not sign in");
      }
      throw refusal;
    }
    if (person.isPresent()) {
      succeeded(attempt);
    } else {
      failed(attempt);
      trail.refused(attempt.origin(), "a person's token is not valid");
    }
    return person;
  }

  private Optional<Principal> connector(String token, Attempt attempt) {
    CheckedToken checked = tokens.check(token);
    if (checked instanceof CheckedToken.Valid valid) {
      succeeded(attempt);
      if (Secret.ACCESS_TOKEN.looksLike(token)) {
        uses.ofClient(valid.principal().actor().id());
      } else {
        uses.ofToken(valid.principal().actor().id());
      }
      return Optional.of(valid.principal());
    }
    failed(attempt);
    if (checked instanceof CheckedToken.Ended ended) {
      Principal former = ended.principal().from(attempt.origin());
      trail.refused(
          former.account().id(),
          Action.AUTHENTICATION_FAILED,
          former.caller(),
          target(former.actor()),
          ended.reason());
    } else {
      trail.refused(attempt.origin(), "the token is not known");
    }
    return Optional.empty();
  }

  private void succeeded(Attempt attempt) {
    if (!accepted.contains(attempt.key())) {
      accepted.add(attempt.key());
    }
  }

  private void failed(Attempt attempt) {
    accepted.remove(attempt.key());
    if (attempt.counted()) {
      attempts.failed(attempt.bucket());
    }
  }

  @Override
  public void forbidden(Principal caller, String request) {
    trail.refused(
        caller.account().id(),
        Action.REQUEST_FORBIDDEN,
        caller.caller(),
        target(caller.actor()),
        "The caller may not do this: " + request + ".");
  }

  private static Target target(Actor actor) {
    String type = actor.kind() == Actor.Kind.PERSON ? "User" : "Token";
    return Target.of(type, actor.id().toString(), actor.label());
  }
}
