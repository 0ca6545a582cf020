package dev.usher.person;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.usher.directory.jwt.SmallDownload;
import dev.usher.directory.person.OpenIdProviders;
import dev.usher.directory.person.ProviderMetadata;
import dev.usher.directory.person.SignInBindings;
import dev.usher.testing.Operator;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestIssuer;
import dev.usher.testing.TestServer;
import java.time.Clock;
import java.util.Optional;

/** An OpenID provider, and the people of an account who sign in there. */
final class SignIn implements AutoCloseable {
  private final TestIssuer issuer = new TestIssuer();
  private final Operator operator = new Operator();
  private final OpenIdProviders providers =
      new OpenIdProviders(
          operator.transactions(),
          operator.accounts(),
          new ProviderMetadata(new SmallDownload()),
          Clock.systemUTC());

  private final SignInBindings bindings =
      new SignInBindings(operator.transactions(), operator.accounts(), Clock.systemUTC());

  TestIssuer issuer() {
    return issuer;
  }

  OpenIdProviders providers() {
    return providers;
  }

  SignInBindings bindings() {
    return bindings;
  }

  Operator operator() {
    return operator;
  }

  /** Lets the people of an account in, by that audience. */
  void trust(TestAccount account, String audience) {
    providers.set(account.name(), issuer.url(), audience, Optional.of(issuer.jwksUrl().toString()));
  }

  /** What the provider says of somebody whose address it verified. */
  JWTClaimsSet.Builder claims(String subject, String email, String audience) {
    return issuer.claims(subject, audience).claim("email", email).claim("email_verified", true);
  }

  /** Somebody who signed in. */
  ScimClient person(JWTClaimsSet.Builder claims) {
    return person(issuer.sign(claims));
  }

  /** Somebody with that token. */
  static ScimClient person(String jwt) {
    return new ScimClient(TestServer.shared().scim(), jwt);
  }

  @Override
  public void close() {
    issuer.close();
  }
}
