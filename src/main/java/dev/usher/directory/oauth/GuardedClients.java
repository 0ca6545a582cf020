package dev.usher.directory.oauth;

import dev.usher.directory.Names;
import dev.usher.directory.account.Secret;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.audit.Target;
import dev.usher.directory.authentication.AcceptedLately;
import dev.usher.directory.authentication.AccessTrail;
import dev.usher.directory.authentication.FailedAttempts;
import dev.usher.directory.authentication.FailedAttempts.Kind;
import dev.usher.directory.authentication.SourceNetwork;
import dev.usher.directory.jwt.UnverifiedJwt;
import dev.usher.directory.oauth.OauthError.Code;
import dev.usher.store.oauth.OauthClientRow;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Authentication of clients whose failures are limited and recorded: for each source address, and
 * for each client at an address. A secret that was accepted lately is never refused for failures of
 * others; an assertion, which is new each time, only for failures of its own client.
 */
final class GuardedClients {
  private final ClientAuthentication authentication;
  private final FailedAttempts attempts;
  private final AcceptedLately accepted;
  private final AccessTrail trail;

  GuardedClients(
      ClientAuthentication authentication,
      FailedAttempts attempts,
      AcceptedLately accepted,
      AccessTrail trail) {
    this.authentication = authentication;
    this.attempts = attempts;
    this.accepted = accepted;
    this.trail = trail;
  }

  /**
   * An attempt to authenticate.
   *
   * @param credential the key of a secret; empty for an assertion
   * @param client the key of the client at its address; empty when it names none
   */
  private record Attempt(
      Optional<String> credential, Optional<String> client, String network, RequestOrigin origin) {

    FailedAttempts.Key addressBucket() {
      return new FailedAttempts.Key(Kind.OAUTH_ADDRESS, network);
    }

    Optional<FailedAttempts.Key> clientBucket() {
      return client.map(key -> new FailedAttempts.Key(Kind.OAUTH_CLIENT, key));
    }
  }

  /**
   * @throws OauthError {@code invalid_client}, that too many attempts have failed, or that the keys
   *     of an issuer cannot be had now
   */
  AuthenticatedClient authenticate(ClientCredentials credentials, RequestOrigin origin) {
    Attempt attempt = attempt(credentials, origin);
    refuseTooMany(attempt);
    try {
      AuthenticatedClient client = authentication.authenticate(credentials);
      attempt.credential().ifPresent(accepted::add);
      attempt.client().ifPresent(accepted::add);
      return client;
    } catch (UnprovenClient unproven) {
      failed(attempt);
      record(unproven.client(), origin, "The client did not authenticate with what is its own.");
      throw ClientAuthentication.invalid();
    } catch (OauthError refusal) {
      if (refusal.code() == Code.INVALID_CLIENT) {
        failed(attempt);
        trail.refused(origin, "the OAuth client is not known, or its assertion cannot be read");
      }
      throw refusal;
    }
  }

  /** Called when an assertion turned out to have been used before. */
  void replayed(AuthenticatedClient client, ClientCredentials credentials, RequestOrigin origin) {
    failed(attempt(credentials, origin));
    record(client.client(), origin, "The client's assertion had been used before.");
  }

  private void refuseTooMany(Attempt attempt) {
    if (attempt.credential().filter(accepted::contains).isPresent()) {
      return;
    }
    boolean established = attempt.client().filter(accepted::contains).isPresent();
    Stream.concat(
            attempt.clientBucket().stream(),
            established ? Stream.empty() : Stream.of(attempt.addressBucket()))
        .flatMap(bucket -> attempts.wait(bucket).stream())
        .max(Comparator.naturalOrder())
        .ifPresent(
            wait -> {
              trail.refused(
                  attempt.origin(), "too many attempts of OAuth clients that did not authenticate");
              throw OauthError.tooManyFailures(wait);
            });
  }

  private void failed(Attempt attempt) {
    attempt.credential().ifPresent(accepted::remove);
    attempts.failed(attempt.addressBucket());
    attempt.clientBucket().ifPresent(attempts::failed);
  }

  private void record(OauthClientRow client, RequestOrigin origin, String reason) {
    trail.refused(
        client.accountId(),
        Action.AUTHENTICATION_FAILED,
        new Caller(Caller.Kind.TOKEN, Optional.of(client.id()), client.name(), origin),
        Target.of("OauthClient", client.id().toString(), client.name()),
        reason);
  }

  private static Attempt attempt(ClientCredentials credentials, RequestOrigin origin) {
    String network = SourceNetwork.of(origin);
    Optional<String> client =
        clientId(credentials)
            .filter(Names::isShapedLikeAnId)
            .map(id -> UUID.fromString(id) + " " + network);
    Optional<String> credential =
        credentials instanceof ClientCredentials.Secret secret
            ? Optional.of(key(secret))
            : Optional.empty();
    return new Attempt(credential, client, network, origin);
  }

  private static String key(ClientCredentials.Secret secret) {
    byte[] hash = Secret.hash(secret.clientId() + ":" + secret.secret());
    return HexFormat.of().formatHex(hash);
  }

  private static Optional<String> clientId(ClientCredentials credentials) {
    if (credentials instanceof ClientCredentials.Assertion assertion) {
      return assertion
          .clientId()
          .or(() -> UnverifiedJwt.parse(assertion.assertion()).map(UnverifiedJwt::subject));
    }
    return Optional.of(((ClientCredentials.Secret) credentials).clientId());
  }
}
