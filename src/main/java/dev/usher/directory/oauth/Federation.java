package dev.usher.directory.oauth;

import dev.usher.directory.jwt.KeySource;
import dev.usher.store.oauth.FederationRow;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whose assertions (RFC 7523 §2.2) a client may authenticate with: its own, signed with a key of
 * its own ({@code private_key_jwt}), or those that another issuer makes for a workload of its.
 *
 * @param id of the federation
 * @param issuer what {@code iss} has to be
 * @param subject what {@code sub} has to be
 * @param audience what has to be in {@code aud}; this server's names when empty
 * @param keys that verify them
 */
public record Federation(
    UUID id, String issuer, String subject, Optional<String> audience, KeySource keys) {

  /** Entra's portal shows an audience with it; its tokens come without. */
  private static final String ALL_SCOPES = "/.default";

  static Federation of(FederationRow row) {
    return new Federation(
        row.id(),
        row.issuer(),
        row.subject(),
        Optional.ofNullable(row.audience()),
        row.jwksUrl() == null
            ? new KeySource.Inline(row.jwks())
            : new KeySource.Remote(URI.create(row.jwksUrl())));
  }

  /** Whether the assertions are those of the client itself. */
  boolean isOwn(UUID client) {
    return issuer.equals(client.toString()) && subject.equals(client.toString());
  }

  /**
   * The audiences of which an assertion has to name one.
   *
   * @param ours the names of this server
   */
  Set<String> audiences(Set<String> ours) {
    if (audience.isEmpty()) {
      return ours;
    }
    Set<String> accepted = new LinkedHashSet<>();
    accepted.add(audience.get());
    if (audience.get().endsWith(ALL_SCOPES)) {
      accepted.add(audience.get().substring(0, audience.get().length() - ALL_SCOPES.length()));
    }
    return accepted;
  }
}
