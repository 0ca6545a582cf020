package dev.usher.directory.authentication;

import dev.usher.directory.account.Principal;
import dev.usher.directory.audit.RequestOrigin;
import java.util.Optional;

/** Finds the caller of a request. Safe for use by many threads. */
@FunctionalInterface
public interface Authentication {

  /**
   * The caller that a bearer token belongs to.
   *
   * @param token as the client sent it, any text
   * @param origin where the request came from
   * @return empty for a token that is not valid
   * @throws dev.usher.scim.error.ScimException 429 when too many attempts from there have failed,
   *     403 for a person who may not sign in, 503 when the keys of a provider are missing
   * @throws dev.usher.store.StoreException.Unavailable when the database cannot be asked
   */
  Optional<Principal> authenticate(String token, RequestOrigin origin);

  /**
   * Called when the caller's request was refused for what the caller may do.
   *
   * @param caller with the request's origin
   * @param request the method and the endpoint; no other part of the path
   */
  default void forbidden(Principal caller, String request) {}
}
