package dev.usher.directory.oauth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Secret;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.audit.Target;
import dev.usher.directory.authentication.AcceptedLately;
import dev.usher.directory.authentication.AccessTrail;
import dev.usher.directory.authentication.FailedAttempts;
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
  private final GuardedClients clients;
  private final Audit audit;
  private final int mostLive;
  private final IssueLimits issues;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param ourNames the audiences of assertions that mean this server
   * @param mostLive how many access tokens of one client are good at a time, at least 1
   * @param issues how often a client may get one
   */
  public AccessTokens(
      Transactions transactions,
      JwtVerifier verifier,
      Set<String> ourNames,
      int mostLive,
      IssueLimits issues,
      FailedAttempts attempts,
      AccessTrail trail,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.clients =
        new GuardedClients(
            new ClientAuthentication(transactions, verifier, ourNames),
            attempts,
            new AcceptedLately(Ticker.systemTicker()),
            trail);
    this.mostLive = mostLive;
    this.issues = issues;
    this.audit = audit;
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
   * @param origin where the request came from
   * @throws OauthError {@code invalid_client} or {@code invalid_scope}, or that too many attempts
   *     to authenticate have failed, or that the client asks too often
   */
  public Issued issue(ClientCredentials credentials, Optional<String> scope, RequestOrigin origin) {
    AuthenticatedClient client = clients.authenticate(credentials, origin);
    Set<Scope> granted = scope.map(text -> asked(text, client)).orElseGet(client::scopes);
    issues
        .refuse(client.id())
        .ifPresent(
            wait -> {
              throw OauthError.tooManyTokens(wait);
            });
    try {
      return write(client, credentials, granted, origin);
    } catch (RuntimeException | Error notIssued) {
      issues.giveBack(client.id()); // a replayed assertion, say, is not at the cost of the client
      throw notIssued;
    }
  }

  private Issued write(
      AuthenticatedClient client,
      ClientCredentials credentials,
      Set<Scope> granted,
      RequestOrigin origin) {
    String token = Secret.ACCESS_TOKEN.generate(random);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      return transactions.write(
          tx -> {
            insert(tx, client, granted, token, now);
            record(tx, client, granted, now, origin);
            return new Issued(token, client.tokenLifetime(), granted);
          });
    } catch (DuplicateKey used) {
      clients.replayed(client, credentials, origin);
      throw new OauthError(Code.INVALID_CLIENT, "The assertion has been used before.", used);
    } catch (ForeignKey gone) {
      throw ClientAuthentication.invalid(); // deleted since it authenticated
    }
  }

  private void insert(
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
    endOldest(mapper, client);
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

  /**
   * A client that asks for a token for every request still works: its oldest tokens end, and its
   * rows stay bounded. Requests at the same time may leave a few more, which the next one removes.
   */
  private void endOldest(AccessTokenMapper mapper, AuthenticatedClient client) {
    mapper
        .expiryBehind(client.account(), client.id(), mostLive - 1)
        .ifPresent(
            oldest -> mapper.deleteExpired(client.account(), client.id(), oldest, CLEANED_UP));
  }

  /** The scopes and the expiry; nothing that the token could be told by. */
  private void record(
      Tx tx, AuthenticatedClient client, Set<Scope> granted, Instant now, RequestOrigin origin) {
    String name = client.client().name();
    audit.record(
        tx,
        client.account(),
        new Caller(Caller.Kind.TOKEN, Optional.of(client.id()), name, origin),
        AuditEntry.done(
                Action.ACCESS_TOKEN_ISSUED, Target.of("OauthClient", client.id().toString(), name))
            .added("scopes", Scope.text(granted))
            .added("expiresAt", now.plus(client.tokenLifetime()).toString()));
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
