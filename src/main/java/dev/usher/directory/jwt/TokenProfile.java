package dev.usher.directory.jwt;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a JWT is a token that people sign in with: an ID token (OpenID Connect Core 1.0 §3.1.3.7)
 * or an access token (RFC 9068 §2, §4). What every JWT has to say is checked elsewhere.
 */
final class TokenProfile {
  private static final Set<String> ACCESS_TYPES = Set.of("at+jwt", "application/at+jwt");
  private static final String AUTHORIZED_PARTY = "azp";

  /** RFC 9068 §2.2, beside {@code iss}, {@code exp}, {@code aud} and {@code sub}. */
  private static final List<String> ACCESS_CLAIMS = List.of("client_id", "iat", "jti");

  private TokenProfile() {}

  /**
   * Checks a token whose audience is ours.
   *
   * @param type of the header, or null
   * @param audiences that mean us
   * @throws BadJWTException when the token is not of the expected type
   */
  static void check(
      JOSEObjectType type, JWTClaimsSet claims, TokenType expected, Set<String> audiences)
      throws BadJWTException {
    boolean access = type != null && ACCESS_TYPES.contains(type.getType().toLowerCase(Locale.ROOT));
    if (!access && type != null && !JOSEObjectType.JWT.equals(type)) {
      throw new BadJWTException("it is no token that people sign in with");
    }
    if (expected == TokenType.ID && access) {
      throw new BadJWTException("it is an access token where an ID token is expected");
    }
    if (expected == TokenType.ACCESS && !access) {
      throw new BadJWTException("its typ is not at+jwt, as that of an access token is");
    }
    if (access) {
      checkAccess(claims);
    } else {
      checkAuthorizedParty(claims, expected, audiences);
    }
  }

  private static void checkAccess(JWTClaimsSet claims) throws BadJWTException {
    for (String name : ACCESS_CLAIMS) {
      if (claims.getClaim(name) == null) {
        throw new BadJWTException("it is an access token without " + name);
      }
    }
  }

  /**
   * A token for several audiences was issued to one of them, which has to be us. Some providers
   * name another client of the same application in a token for us alone; only where ID tokens are
   * expected is that refused.
   */
  private static void checkAuthorizedParty(
      JWTClaimsSet claims, TokenType expected, Set<String> audiences) throws BadJWTException {
    boolean several = claims.getAudience().stream().distinct().count() > 1;
    Object party = claims.getClaim(AUTHORIZED_PARTY);
    if (several && party == null) {
      throw new BadJWTException("it is for several audiences and has no azp");
    }
    boolean counts = several || expected == TokenType.ID;
    if (counts && party != null && !(party instanceof String text && audiences.contains(text))) {
      throw new BadJWTException("its azp is another client");
    }
  }
}
