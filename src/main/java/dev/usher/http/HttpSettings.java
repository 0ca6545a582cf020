package dev.usher.http;

import dev.usher.http.admission.AdmissionSettings;
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
 * @param bodies how large the bodies of requests may be
 * @param trustedProxies the addresses and networks whose {@code X-Forwarded-For} is believed, each
 *     as {@link AddressRange} reads it
 * @param admission what all requests together may take
 * @param timeouts how long a request may take
 */
public record HttpSettings(
    String address,
    int port,
    URI publicUrl,
    Optional<Integer> healthPort,
    int workers,
    BodyLimits bodies,
    List<String> trustedProxies,
    AdmissionSettings admission,
    RequestTimeouts timeouts) {

  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
    String url = publicUrl.toString();
    if (url.endsWith("/")) {
      publicUrl = URI.create(url.replaceAll("/+$", ""));
    }
  }

  /** With the usual time-outs. */
  public HttpSettings(
      String address,
      int port,
      URI publicUrl,
      Optional<Integer> healthPort,
      int workers,
      BodyLimits bodies,
      List<String> trustedProxies,
      AdmissionSettings admission) {
    this(
        address,
        port,
        publicUrl,
        healthPort,
        workers,
        bodies,
        trustedProxies,
        admission,
        RequestTimeouts.DEFAULT);
  }

  /** The absolute URL under which the SCIM endpoints are, without a trailing slash. */
  public URI scimBase() {
    return URI.create(publicUrl + "/scim/v2");
  }
}
