package dev.usher.directory.oauth;

import dev.usher.directory.account.Scope;
import dev.usher.store.oauth.OauthClientRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A client that has shown who it is.
 *
 * @param client its row
 * @param secretId the secret it used; empty when it used an assertion
 * @param federationId whose assertion it used; empty when it used a secret
 * @param singleUse of an assertion that may not be used again
 */
record AuthenticatedClient(
    OauthClientRow client,
    Optional<UUID> secretId,
    Optional<UUID> federationId,
    Optional<SingleUse> singleUse) {

  /**
   * What tells an assertion from others of the same client.
   *
   * @param id its {@code jti}
   * @param until it is refused anyway from then on
   */
  record SingleUse(String id, Instant until) {}

  UUID account() {
    return client.accountId();
  }

  UUID id() {
    return client.id();
  }

  Set<Scope> scopes() {
    return Scope.among(client.scopes());
  }

  Duration tokenLifetime() {
    return Duration.ofSeconds(client.tokenSeconds());
  }
}
