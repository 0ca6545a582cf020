package dev.usher.directory.oauth;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.audit.Action;
import dev.usher.directory.jwt.KeySource;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.oauth.FederationRow;
import dev.usher.store.oauth.OauthClientMapper;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose assertions OAuth clients may authenticate with. What cannot be done is a {@link Refusal}.
 */
public final class Federations {
  /** As long as the columns are. */
  private static final int MAX_AUDIENCE = 400;

  private static final int MAX_SUBJECT = 255;

  private final ClientChanges changes;

  public Federations(Accounts accounts, Clock clock) {
    this.changes = new ClientChanges(accounts, clock);
  }

  /**
   * Lets a client authenticate with assertions.
   *
   * @param issuer whose they are; the client itself when empty
   * @param subject whom they are about; the client itself when empty
   * @param audience whom they are for; this server when empty
   * @param keys that verify them
   * @return the id of the federation
   * @throws Refusal when there is no such account or client, only one of issuer and subject is
   *     given, or the client has a federation of both
   */
  public UUID add(
      String account,
      String nameOrId,
      Optional<String> issuer,
      Optional<String> subject,
      Optional<String> audience,
      KeySource keys) {
    if (issuer.isPresent() != subject.isPresent()) {
      throw new Refusal(
          "an issuer and a subject belong together; neither for the client's own keys");
    }
    checkLength("the issuer", issuer, MAX_AUDIENCE);
    checkLength("the subject", subject, MAX_SUBJECT);
    checkLength("the audience", audience, MAX_AUDIENCE);
    UUID id = changes.newId();
    try {
      return changes.change(
          account,
          nameOrId,
          (tx, client) -> {
            String own = client.id().toString();
            FederationRow row =
                new FederationRow(
                    client.id(),
                    id,
                    issuer.orElse(own),
                    subject.orElse(own),
                    audience.orElse(null),
                    keys instanceof KeySource.Remote remote ? remote.url().toString() : null,
                    keys instanceof KeySource.Inline inline ? inline.json() : null,
                    changes.now());
            tx.mapper(OauthClientMapper.class).insertFederation(client.accountId(), row);
            changes.record(
                tx,
                client,
                Action.OAUTH_CLIENT_FEDERATED,
                e -> e.added("issuer", row.issuer()).added("subject", row.subject()));
            return id;
          });
    } catch (DuplicateKey taken) {
      throw new Refusal(
          "the client '%s' has a federation of that issuer and subject already".formatted(nameOrId),
          taken);
    }
  }

  private static void checkLength(String what, Optional<String> text, int length) {
    text.filter(value -> value.isBlank() || value.length() > length)
        .ifPresent(
            unusable -> {
              throw new Refusal(what + " is empty or longer than " + length + " characters");
            });
  }

  /**
   * Lets a client no longer authenticate with certain assertions.
   *
   * @param federation the id of the federation
   * @throws Refusal when there is no such account, client or federation
   */
  public void remove(String account, String nameOrId, UUID federation) {
    changes.change(
        account,
        nameOrId,
        (tx, client) -> {
          int gone =
              tx.mapper(OauthClientMapper.class)
                  .deleteFederation(client.accountId(), client.id(), federation);
          if (gone == 0) {
            throw new Refusal(
                "the client '%s' has no federation %s; oauth client list shows those it has"
                    .formatted(client.name(), federation));
          }
          changes.record(
              tx,
              client,
              Action.OAUTH_CLIENT_UNFEDERATED,
              e -> e.removed("federation", federation.toString()));
          return federation;
        });
  }
}
