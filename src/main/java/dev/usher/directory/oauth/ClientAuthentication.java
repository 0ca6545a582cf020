package dev.usher.directory.oauth;

import dev.usher.directory.Names;
import dev.usher.directory.account.Secret;
import dev.usher.directory.jwt.Claims;
import dev.usher.directory.jwt.Expected;
import dev.usher.directory.jwt.JwtException;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.directory.jwt.UnverifiedJwt;
import dev.usher.directory.oauth.AuthenticatedClient.SingleUse;
import dev.usher.directory.oauth.OauthError.Code;
import dev.usher.store.Transactions;
import dev.usher.store.oauth.ClientSecretRow;
import dev.usher.store.oauth.FederationRow;
import dev.usher.store.oauth.OauthClientMapper;
import dev.usher.store.oauth.OauthClientRow;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a client is who it says (RFC 6749 §2.3, RFC 7523 §3). A client that does not
 * exist and one that cannot authenticate are told the same.
 */
final class ClientAuthentication {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAuthentication.class);

  /** How long an assertion may live that a client makes for one request. */
  private static final Duration OWN_LIFE = Duration.ofHours(1);

  /** How long an assertion may live that a platform makes for its workloads; some last a day. */
  private static final Duration FEDERATED_LIFE = Duration.ofHours(25);

  private static final UUID NOBODY = new UUID(0, 0);

  private final Transactions transactions;
  private final JwtVerifier verifier;
  private final Set<String> ourNames;

  /**
   * @param ourNames the audiences that mean this server: its issuer and its token endpoint
   */
  ClientAuthentication(Transactions transactions, JwtVerifier verifier, Set<String> ourNames) {
    this.transactions = transactions;
    this.verifier = verifier;
    this.ourNames = ourNames;
  }

  /**
   * @throws UnprovenClient when the client exists and the credentials are not its own
   * @throws OauthError {@code invalid_client}, or that the keys of an issuer cannot be had now
   */
  AuthenticatedClient authenticate(ClientCredentials credentials) {
    return credentials instanceof ClientCredentials.Secret secret
        ? bySecret(secret)
        : byAssertion((ClientCredentials.Assertion) credentials);
  }

  /** What the database knows of a client, and of one thing that it has several of. */
  private record Known<T>(Optional<OauthClientRow> client, List<T> rows) {}

  /** Reads the rows of one client. */
  private interface Rows<T> {
    List<T> of(OauthClientMapper mapper, UUID account, UUID client);
  }

  /** An unknown client is looked for like a known one: it takes as long. */
  private <T> Known<T> read(String clientId, Rows<T> rows) {
    UUID id = Names.isShapedLikeAnId(clientId) ? UUID.fromString(clientId) : NOBODY;
    return transactions.read(
        tx -> {
          OauthClientMapper mapper = tx.mapper(OauthClientMapper.class);
          Optional<OauthClientRow> client = mapper.byClientId(id);
          UUID account = client.map(OauthClientRow::accountId).orElse(NOBODY);
          return new Known<>(client, rows.of(mapper, account, id));
        });
  }

  private AuthenticatedClient bySecret(ClientCredentials.Secret given) {
    Known<ClientSecretRow> known = read(given.clientId(), OauthClientMapper::secrets);
    byte[] hash = Secret.hash(given.secret());
    Optional<UUID> matching = Optional.empty();
    for (ClientSecretRow secret : known.rows()) {
      if (MessageDigest.isEqual(secret.hash(), hash)) {
        matching = Optional.of(secret.id());
      }
    }
    OauthClientRow client = known.client().orElseThrow(ClientAuthentication::invalid);
    if (matching.isEmpty()) {
      throw new UnprovenClient(client);
    }
    return new AuthenticatedClient(client, matching, Optional.empty(), Optional.empty());
  }

  private AuthenticatedClient byAssertion(ClientCredentials.Assertion given) {
    UnverifiedJwt jwt =
        UnverifiedJwt.parse(given.assertion()).orElseThrow(ClientAuthentication::invalid);
    Known<FederationRow> known =
        read(given.clientId().orElse(jwt.subject()), OauthClientMapper::federations);
    OauthClientRow client = known.client().orElseThrow(ClientAuthentication::invalid);
    Federation federation =
        known.rows().stream()
            .map(Federation::of)
            .filter(each -> each.issuer().equals(jwt.issuer()))
            .filter(each -> each.subject().equals(jwt.subject()))
            .findFirst()
            .orElseThrow(() -> new UnprovenClient(client));
    boolean own = federation.isOwn(client.id());
    Claims claims = verify(client, jwt, federation, own ? OWN_LIFE : FEDERATED_LIFE);
    return new AuthenticatedClient(
        client,
        Optional.empty(),
        Optional.of(federation.id()),
        own ? Optional.of(singleUse(claims)) : Optional.empty());
  }

  private Claims verify(
      OauthClientRow client, UnverifiedJwt jwt, Federation federation, Duration longestLife) {
    Expected expected =
        new Expected(
            federation.issuer(),
            Optional.of(federation.subject()),
            federation.audiences(ourNames),
            Optional.of(longestLife));
    try {
      return verifier.verify(jwt, federation.keys(), expected);
    } catch (JwtException.Rejected e) {
      LOG.info("An assertion for the OAuth client {} was refused: {}", client.id(), e.getMessage());
      throw new UnprovenClient(client);
    } catch (JwtException.KeysUnavailable e) {
      LOG.warn(
          "An assertion for the OAuth client {} cannot be verified: {}",
          client.id(),
          e.getMessage());
      throw new OauthError(
          Code.TEMPORARILY_UNAVAILABLE,
          "The keys of the assertion's issuer cannot be fetched at the moment; try again.",
          e);
    }
  }

  /** A client's own assertions are single-use, so they have to be told apart. */
  private static SingleUse singleUse(Claims claims) {
    String id =
        claims
            .id()
            .orElseThrow(
                () ->
                    new OauthError(
                        Code.INVALID_CLIENT, "The assertion needs a jti, new in each request."));
    return new SingleUse(id, claims.expiresAt().plus(JwtVerifier.SKEW));
  }

  static OauthError invalid() {
    return new OauthError(
        Code.INVALID_CLIENT,
        "There is no such client, or it did not authenticate with anything that is known of it.");
  }
}
