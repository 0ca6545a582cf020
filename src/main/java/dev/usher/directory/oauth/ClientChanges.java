package dev.usher.directory.oauth;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.usher.directory.Names;
import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Secret;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.store.Tx;
import dev.usher.store.oauth.ClientSecretRow;
import dev.usher.store.oauth.OauthClientMapper;
import dev.usher.store.oauth.OauthClientRow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;

/** Changes of OAuth clients: each in one transaction, with its audit trail. */
final class ClientChanges {
  private final Accounts accounts;
  private final Clock clock;
  private final Audit audit;
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

  ClientChanges(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.audit = Audit.at(clock);
  }

  UUID newId() {
    return ids.generate();
  }

  /** What is done to a client in one transaction. */
  interface Change<T> {
    T apply(Tx tx, OauthClientRow client);
  }

  /**
   * Changes one client. What it can no longer do, it cannot in this process at once, and within 5 s
   * in others.
   *
   * @param nameOrId the client's name, ignoring case, or its id
   * @throws Refusal when there is no such account or client
   */
  <T> T change(String account, String nameOrId, Change<T> work) {
    return accounts
        .changes()
        .write(
            (tx, changed) -> {
              OauthClientMapper mapper = tx.mapper(OauthClientMapper.class);
              UUID accountId = accounts.named(tx, account).id();
              OauthClientRow client =
                  (Names.isShapedLikeAnId(nameOrId)
                          ? mapper.find(accountId, UUID.fromString(nameOrId))
                          : mapper.named(accountId, nameOrId))
                      .orElseThrow(
                          () ->
                              new Refusal(
                                  "account '%s' has no OAuth client '%s'; oauth client list shows those it has"
                                      .formatted(account, nameOrId)));
              changed.accept(accountId);
              return work.apply(tx, client);
            });
  }

  /** Keeps the hash of a new secret. */
  void insertSecret(Tx tx, OauthClientRow client, int slot, String secret) {
    ClientSecretRow row =
        new ClientSecretRow(client.id(), newId(), slot, Secret.hash(secret), now());
    tx.mapper(OauthClientMapper.class).insertSecret(client.accountId(), row);
    record(tx, client, Action.OAUTH_CLIENT_SECRET_ADDED, e -> e.added("secret", slot));
  }

  /** Records what was done to a client. */
  void record(Tx tx, OauthClientRow client, Action action, Function<AuditEntry, AuditEntry> what) {
    AuditEntry entry =
        AuditEntry.done(action, Target.of("OauthClient", client.id().toString(), client.name()));
    audit.record(tx, client.accountId(), Caller.operator(), what.apply(entry));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
