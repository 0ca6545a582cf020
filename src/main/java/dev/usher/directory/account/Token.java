package dev.usher.directory.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A bearer token as an operator may see it: everything but its text.
 *
 * @param id of the token
 * @param name unique in the account, ignoring case; names the actor in the audit trail
 * @param scopes what it may do
 * @param createdAt when it was created
 * @param expiresAt from when on it is refused; empty for never
 * @param revokedAt when it was revoked; empty when it was not
 * @param lastUsedAt when it was last used, to the minute; empty for never
 */
public record Token(
    UUID id,
    String name,
    Set<Scope> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt) {

  public Token {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it gives access at that time. */
  public boolean isValidAt(Instant now) {
    return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
  }
}
