package dev.usher.directory.oauth;

import dev.usher.directory.account.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An OAuth client as an operator may see it: everything but its secrets.
 *
 * @param id the {@code client_id}
 * @param name unique in the account, ignoring case; names the actor in the audit trail
 * @param scopes the most that a token of it may do
 * @param tokenLifetime how long its access tokens live
 * @param createdAt when it was created
 * @param lastUsedAt when an access token of it was last used, to the minute; empty for never
 * @param secrets what it may authenticate with, by slot: at most two
 * @param federations whose assertions it may authenticate with
 */
public record OauthClient(
    UUID id,
    String name,
    Set<Scope> scopes,
    Duration tokenLifetime,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    List<Secret> secrets,
    List<Federation> federations) {

  public OauthClient {
    scopes = Set.copyOf(scopes);
    secrets = List.copyOf(secrets);
    federations = List.copyOf(federations);
  }

  /**
   * A secret, without its text.
   *
   * @param slot 1 or 2: what an operator calls it
   * @param createdAt when it was created
   */
  public record Secret(int slot, Instant createdAt) {}
}
