package dev.usher.directory.oauth;

import java.util.Optional;
import java.util.UUID;

/**
 * A new secret.
 *
 * @param clientId of its client
 * @param slot what an operator calls it
 * @param secret the secret itself, which is shown once and cannot be read again; empty for a client
 *     without one
 */
public record IssuedSecret(UUID clientId, int slot, Optional<String> secret) {
  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "IssuedSecret[" + clientId + ", " + slot + "]";
  }
}
