package dev.usher.directory.oauth;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Secret;
import dev.usher.directory.audit.Action;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.Tx;
import dev.usher.store.oauth.ClientSecretRow;
import dev.usher.store.oauth.OauthClientMapper;
import dev.usher.store.oauth.OauthClientRow;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of OAuth clients: one, or two while one replaces the other. What cannot be done is a
 * {@link Refusal}.
 */
public final class ClientSecrets {
  private final ClientChanges changes;
  private final SecureRandom random = new SecureRandom();

  public ClientSecrets(Accounts accounts, Clock clock) {
    this.changes = new ClientChanges(accounts, clock);
  }

  /**
   * A second secret, so that the first can be replaced without an interruption.
   *
   * @throws Refusal when there is no such account or client, or it has two
   */
  public IssuedSecret add(String account, String nameOrId) {
    String secret = Secret.CLIENT_SECRET.generate(random);
    try {
      return changes.change(
          account,
          nameOrId,
          (tx, client) -> {
            List<ClientSecretRow> secrets = secrets(tx, client);
            if (secrets.size() > 1) {
              throw two(client.name());
            }
            int slot = secrets.isEmpty() || secrets.get(0).slot() == 2 ? 1 : 2;
            changes.insertSecret(tx, client, slot, secret);
            return new IssuedSecret(client.id(), slot, Optional.of(secret));
          });
    } catch (DuplicateKey somebodyWasFaster) {
      throw two(nameOrId);
    }
  }

  private static Refusal two(String name) {
    return new Refusal("the client '%s' has two secrets; drop one of them first".formatted(name));
  }

  /**
   * Drops a secret.
   *
   * @param slot 1 or 2
   * @throws Refusal when there is no such account, client or secret
   */
  public void drop(String account, String nameOrId, int slot) {
    changes.change(
        account,
        nameOrId,
        (tx, client) -> {
          ClientSecretRow secret =
              secrets(tx, client).stream()
                  .filter(each -> each.slot() == slot)
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new Refusal(
                              "the client '%s' has no secret %d; oauth client list shows those it has"
                                  .formatted(client.name(), slot)));
          tx.mapper(OauthClientMapper.class)
              .deleteSecret(client.accountId(), client.id(), secret.id());
          changes.record(
              tx, client, Action.OAUTH_CLIENT_SECRET_DROPPED, e -> e.removed("secret", slot));
          return secret;
        });
  }

  private static List<ClientSecretRow> secrets(Tx tx, OauthClientRow client) {
    return tx.mapper(OauthClientMapper.class).secrets(client.accountId(), client.id());
  }
}
