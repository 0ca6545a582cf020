package dev.usher.api.oauth;

import dev.usher.directory.oauth.ClientCredentials;
import dev.usher.directory.oauth.OauthError;
import dev.usher.directory.oauth.OauthError.Code;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Finds what a client authenticates with, in the header or the form, in one of the two alone. */
final class SentCredentials {
  private static final String BASIC = "basic ";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private SentCredentials() {}

  /**
   * @param authorization the {@code Authorization} headers
   * @throws OauthError {@code invalid_request} for several methods at once, {@code invalid_client}
   *     for none
   */
  static ClientCredentials of(List<String> authorization, TokenForm form) {
    Optional<String> secret = form.find("client_secret");
    Optional<String> assertion = form.find("client_assertion");
    int methods =
        authorization.size() + (secret.isPresent() ? 1 : 0) + (assertion.isPresent() ? 1 : 0);
    if (methods > 1) {
      throw TokenForm.invalid("Authenticate in one way alone.");
    }
    if (!authorization.isEmpty()) {
      return basic(authorization.get(0), form);
    }
    if (secret.isPresent()) {
      return new ClientCredentials.Secret(form.get("client_id"), secret.get());
    }
    if (assertion.isPresent()) {
      if (!form.get("client_assertion_type").equals(JWT_BEARER)) {
        throw TokenForm.invalid("The client_assertion_type has to be " + JWT_BEARER + ".");
      }
      return new ClientCredentials.Assertion(form.find("client_id"), assertion.get());
    }
    throw new OauthError(Code.INVALID_CLIENT, "The client did not authenticate.");
  }

  /** Both halves are form-encoded within (RFC 6749 §2.3.1). */
  private static ClientCredentials basic(String header, TokenForm form) {
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      throw new OauthError(Code.INVALID_CLIENT, "Clients authenticate with Basic here.");
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon >= 0) {
        String id = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
        if (form.find("client_id").filter(named -> !named.equals(id)).isPresent()) {
          throw TokenForm.invalid("The client_id differs from that of the header.");
        }
        return new ClientCredentials.Secret(
            id, URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException notEncoded) {
      // told below
    }
    throw new OauthError(Code.INVALID_CLIENT, "The Authorization header cannot be read.");
  }
}
