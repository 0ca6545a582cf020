package dev.usher.directory.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/**
 * A signed JWT as somebody sent it. What it says is good for finding out who could have signed it,
 * and for nothing else before {@link JwtVerifier} has verified it.
 */
public final class UnverifiedJwt {
  private final SignedJWT jwt;
  private final JWTClaimsSet claims;

  private UnverifiedJwt(SignedJWT jwt, JWTClaimsSet claims) {
    this.jwt = jwt;
    this.claims = claims;
  }

  /** Whether the text has the shape of a signed JWT; no opaque token has. */
  public static boolean looksLikeOne(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    return first >= 0 && second >= 0 && text.indexOf('.', second + 1) < 0;
  }

  /** Empty for what is no signed JWT, which includes {@code alg: none}. */
  public static Optional<UnverifiedJwt> parse(String text) {
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      return Optional.of(new UnverifiedJwt(jwt, jwt.getJWTClaimsSet()));
    } catch (ParseException | IllegalArgumentException notSigned) {
      return Optional.empty();
    }
  }

  /** The {@code iss} claim, or an empty text. */
  public String issuer() {
    return claims.getIssuer() == null ? "" : claims.getIssuer();
  }

  /** The {@code sub} claim, or an empty text. */
  public String subject() {
    return claims.getSubject() == null ? "" : claims.getSubject();
  }

  /** The {@code aud} claim. */
  public List<String> audience() {
    return claims.getAudience();
  }

  SignedJWT jwt() {
    return jwt;
  }
}
