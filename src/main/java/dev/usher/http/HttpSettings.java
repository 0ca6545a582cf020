package dev.usher.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where and how the server listens.
 *
 * @param address the address to bind, a name or a literal
 * @param port the port to bind; 0 for any free one
 * @param publicUrl the server root as clients see it, without a trailing slash; the SCIM base is
 *     {@code {publicUrl}/scim/v2}
 * @param healthPort the port to bind for {@code /health} alone, 0 for any free one; empty for none
 * @param workers how many requests are worked on at once
 * @param maxBodyBytes the largest request body taken; a larger one is answered 413
 * @param maxBulkBytes the largest body of a Bulk taken, when that is less
 * @param trustedProxies the addresses and networks whose {@code X-Forwarded-For} is believed, each
 *     as {@link AddressRange} reads it
 */
public record HttpSettings(
    String address,
    int port,
    URI publicUrl,
    Optional<Integer> healthPort,
    int workers,
    long maxBodyBytes,
    long maxBulkBytes,
    List<String> trustedProxies) {

  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
    String url = publicUrl.toString();
    if (url.endsWith("/")) {
      publicUrl = URI.create(url.replaceAll("/+$", ""));
    }
  }

  /** The absolute URL under which the SCIM endpoints are, without a trailing slash. */
  public URI scimBase() {
    return URI.create(publicUrl + "/scim/v2");
  }
}
