package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.directory.account.Principal;
import dev.usher.directory.authentication.Authentication;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who calls a SCIM endpoint, discovery included. Identity providers send the token as
 * {@code Bearer t}, as {@code t} alone (Okta's header token), or as the password of Basic with any
 * user name. What is missing or wrong is 401, never anything else: Entra ID stops a job on it. A
 * person whose JWT is right and who may not come in is 403. Where too many attempts from an address
 * have failed, what the server does not know to be good is 429.
 */
@PreMatching
final class AuthenticationFilter implements ContainerRequestFilter {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final Authentication authentication;

  AuthenticationFilter(Authentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Exchange exchange = Exchange.of(request);
    if (!exchange.path().isUnderBase() || asksWhatIsOffered(request)) {
      return;
    }
    Principal principal =
        token(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
            .flatMap(text -> authentication.authenticate(text, RequestAttributes.origin(request)))
            .orElseThrow(() -> new ScimException(401, null, ErrorMapper.detail(401)));
    RequestAttributes.setPrincipal(request, principal);
    exchange.authenticated(principal.account().id());
  }

  /**
   * Whether the request is one that no resource serves: Jersey answers {@code OPTIONS} with {@code
   * Allow}, as browsers and gateways ask for without credentials.
   */
  static boolean asksWhatIsOffered(ContainerRequestContext request) {
    return request.getMethod().equals("OPTIONS");
  }

  private static Optional<String> token(List<String> headers) {
    if (headers == null || headers.size() != 1) {
      return Optional.empty();
    }
    String value = headers.get(0).strip();
    Optional<String> token;
    if (startsWith(value, BEARER)) {
      token = Optional.of(value.substring(BEARER.length()).strip());
    } else if (startsWith(value, BASIC)) {
      token = password(value.substring(BASIC.length()).strip());
    } else {
      token = Optional.of(value);
    }
    return token.filter(t -> !t.isEmpty() && t.indexOf(' ') < 0);
  }

  private static boolean startsWith(String value, String scheme) {
    return value.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Optional<String> password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
