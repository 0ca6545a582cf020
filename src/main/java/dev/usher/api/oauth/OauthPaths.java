package dev.usher.api.oauth;

/** Where OAuth's endpoints are, below the server root. */
public final class OauthPaths {
  /** The token endpoint (RFC 6749 §3.2). */
  public static final String TOKEN = "/oauth/token";

  /** The server's metadata (RFC 8414 §3). */
  public static final String METADATA = "/.well-known/oauth-authorization-server";

  private OauthPaths() {}
}
