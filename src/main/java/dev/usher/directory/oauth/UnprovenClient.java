package dev.usher.directory.oauth;

import dev.usher.store.oauth.OauthClientRow;

/** A client that exists did not authenticate. Clients are told what unknown ones are told. */
final class UnprovenClient extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient OauthClientRow client;

  UnprovenClient(OauthClientRow client) {
    super("an OAuth client did not authenticate");
    this.client = client;
  }

  OauthClientRow client() {
    return client;
  }
}
