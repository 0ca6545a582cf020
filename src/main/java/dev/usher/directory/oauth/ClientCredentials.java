package dev.usher.directory.oauth;

import java.util.Optional;

/** What a client authenticates with at the token endpoint. */
public sealed interface ClientCredentials {

  /** {@code client_secret_basic} and {@code client_secret_post}. */
  record Secret(String clientId, String secret) implements ClientCredentials {
    /** Without the secret, for logs. */
    @Override
    public String toString() {
      return "Secret[" + clientId + "]";
    }
  }

  /**
   * {@code private_key_jwt}.
   *
   * @param clientId as the request names it; the assertion's subject when empty
   * @param assertion the signed JWT
   */
  record Assertion(Optional<String> clientId, String assertion) implements ClientCredentials {
    /** Without the assertion, for logs. */
    @Override
    public String toString() {
      return "Assertion[" + clientId + "]";
    }
  }
}
