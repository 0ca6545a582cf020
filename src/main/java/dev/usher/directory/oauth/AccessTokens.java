package dev.usher.directory.oauth;

import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Secret;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.directory.oauth.OauthError.Code;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.StoreException.ForeignKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.oauth.AccessTokenMapper;
import dev.usher.store.oauth.AccessTokenRow;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Gives access tokens to clients that authenticate (RFC 6749 §4.4). */
public final class AccessTokens {
  /** A request that adds one row removes more than one that is over: the table does not grow. */
  private static final int CLEANED_UP = 100;

  private final Transactions transactions;
  private final ClientAuthentication authentication;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param ourNames the audiences of assertions that mean this server
   */
  public AccessTokens(
      Transactions transactions, JwtVerifier verifier, Set<String> ourNames, Clock clock) {
    this.transactions = transactions;
    this.authentication = new ClientAuthentication(transactions, verifier, ourNames);
    this.clock = clock;
  }

  /**
   * A new access token.
   *
   * @param token the token itself
   * @param lifetime how long it is good for
   * @param scopes what it may do
   */
  public record Issued(String token, Duration lifetime, Set<Scope> scopes) {
    /** Without the token, for logs. */
    @Override
    public String toString() {
      return "Issued[" + lifetime + ", " + scopes + "]";
    }
  }

  /**
   * A token for a client.
   *
   * @param credentials what it authenticates with
   * @param scope the scopes it asks for, separated by spaces; all that it may have when empty
   * @throws OauthError {@code invalid_client} or {@code invalid_scope}
   */
  public Issued issue(ClientCredentials credentials, Optional<String> scope) {
    AuthenticatedClient client = authentication.authenticate(credentials);
    Set<Scope> granted = scope.map(text -> asked(text, client)).orElseGet(client::scopes);
    String token = Secret.ACCESS_TOKEN.generate(random);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      return transactions.write(
          tx -> {
            insert(tx, client, granted, token, now);
            return new Issued(token, client.tokenLifetime(), granted);
          });
    } catch (DuplicateKey used) {
      throw new OauthError(Code.INVALID_CLIENT, "The assertion has been used before.", used);
    } catch (ForeignKey gone) {
      throw ClientAuthentication.invalid(); // deleted since it authenticated
    }
  }

  private static void insert(
      Tx tx, AuthenticatedClient client, Set<Scope> granted, String token, Instant now) {
    AccessTokenMapper mapper = tx.mapper(AccessTokenMapper.class);
    client
        .singleUse()
        .ifPresent(
            assertion -> {
              mapper.deleteExpiredAssertions(client.account(), client.id(), now, CLEANED_UP);
              mapper.insertAssertion(
                  client.account(), client.id(), Secret.hash(assertion.id()), assertion.until());
            });
    mapper.deleteExpired(client.account(), client.id(), now, CLEANED_UP);
    mapper.insert(
        new AccessTokenRow(
            client.account(),
            client.id(),
            client.secretId().orElse(null),
            client.federationId().orElse(null),
            Scope.text(granted),
            now,
            now.plus(client.tokenLifetime())),
        Secret.hash(token));
  }

  private static Set<Scope> asked(String text, AuthenticatedClient client) {
    Set<Scope> allowed = client.scopes();
    Set<Scope> asked = EnumSet.noneOf(Scope.class);
    for (String name : Arrays.stream(text.split(" ")).filter(each -> !each.isEmpty()).toList()) {
      Scope scope =
          Scope.of(name)
              .filter(each -> each.isIn(allowed))
              .orElseThrow(
                  () ->
                      new OauthError(
                          Code.INVALID_SCOPE,
                          "This client may ask for: " + Scope.text(allowed) + "."));
      asked.add(scope);
    }
    return asked.isEmpty() ? allowed : asked;
  }
}
