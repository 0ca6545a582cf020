package dev.usher.directory.oauth;

import dev.usher.directory.Names;
import dev.usher.directory.Refusal;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Secret;
import dev.usher.directory.audit.Action;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.Transactions;
import dev.usher.store.oauth.ClientSecretRow;
import dev.usher.store.oauth.FederationRow;
import dev.usher.store.oauth.OauthClientMapper;
import dev.usher.store.oauth.OauthClientRow;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The OAuth clients of accounts, as an operator looks after them. What cannot be done is a {@link
 * Refusal}. A client, a secret and a federation take the access tokens that they were used for with
 * them, on running servers within 5 s.
 */
public final class OauthClients {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(6);

  private final Transactions transactions;
  private final Accounts accounts;
  private final ClientChanges changes;
  private final SecureRandom random = new SecureRandom();

  public OauthClients(Transactions transactions, Accounts accounts, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.changes = new ClientChanges(accounts, clock);
  }

  /**
   * Creates a client.
   *
   * @param name what the audit trail calls it
   * @param scopes the most that a token of it may do; {@link Scope#SCIM} when empty
   * @param tokenLifetime how long its access tokens live: 1 to 6 hours
   * @param withSecret whether it gets a secret at once
   * @throws Refusal when there is no such account, the name is taken or looks like an id, or the
   *     lifetime is out of bounds
   */
  public IssuedSecret create(
      String account, String name, Set<Scope> scopes, Duration tokenLifetime, boolean withSecret) {
    String normalised = Names.normalised("the client's name", name);
    if (Names.isShapedLikeAnId(normalised)) {
      throw new Refusal("the client's name looks like an id; it would be ambiguous");
    }
    if (tokenLifetime.compareTo(SHORTEST) < 0 || tokenLifetime.compareTo(LONGEST) > 0) {
      throw new Refusal("access tokens live from 1h to 6h");
    }
    String granted = Scope.text(scopes.isEmpty() ? Set.of(Scope.SCIM) : scopes);
    UUID id = changes.newId();
    String secret = Secret.CLIENT_SECRET.generate(random);
    try {
      return transactions.write(
          tx -> {
            UUID accountId = accounts.named(tx, account).id();
            OauthClientRow row =
                new OauthClientRow(
                    id,
                    accountId,
                    normalised,
                    granted,
                    (int) tokenLifetime.toSeconds(),
                    changes.now(),
                    null);
            tx.mapper(OauthClientMapper.class).insert(row);
            changes.record(tx, row, Action.OAUTH_CLIENT_CREATED, e -> e.added("scopes", granted));
            if (withSecret) {
              changes.insertSecret(tx, row, 1, secret);
            }
            return new IssuedSecret(id, 1, Optional.of(secret).filter(text -> withSecret));
          });
    } catch (DuplicateKey taken) {
      throw new Refusal(
          "account '%s' has an OAuth client named '%s' already".formatted(account, name), taken);
    }
  }

  /**
   * The account's clients, oldest first.
   *
   * @throws Refusal when there is no such account
   */
  public List<OauthClient> list(String account) {
    return transactions.read(
        tx -> {
          OauthClientMapper mapper = tx.mapper(OauthClientMapper.class);
          UUID accountId = accounts.named(tx, account).id();
          Map<UUID, List<OauthClient.Secret>> secrets =
              mapper.secrets(accountId, null).stream()
                  .collect(
                      Collectors.groupingBy(
                          ClientSecretRow::clientId,
                          Collectors.mapping(
                              row -> new OauthClient.Secret(row.slot(), row.createdAt()),
                              Collectors.toList())));
          Map<UUID, List<Federation>> federations =
              mapper.federations(accountId, null).stream()
                  .collect(
                      Collectors.groupingBy(
                          FederationRow::clientId,
                          Collectors.mapping(Federation::of, Collectors.toList())));
          return mapper.list(accountId).stream()
              .map(
                  row ->
                      new OauthClient(
                          row.id(),
                          row.name(),
                          Scope.among(row.scopes()),
                          Duration.ofSeconds(row.tokenSeconds()),
                          row.createdAt(),
                          Optional.ofNullable(row.lastUsedAt()),
                          secrets.getOrDefault(row.id(), List.of()),
                          federations.getOrDefault(row.id(), List.of())))
              .toList();
        });
  }

  /**
   * Deletes a client with everything that it has.
   *
   * @param nameOrId the client's name, ignoring case, or its id
   * @return its name
   * @throws Refusal when there is no such account or client
   */
  public String delete(String account, String nameOrId) {
    return changes.change(
        account,
        nameOrId,
        (tx, client) -> {
          tx.mapper(OauthClientMapper.class).delete(client.accountId(), client.id());
          changes.record(
              tx, client, Action.OAUTH_CLIENT_DELETED, e -> e.removed("scopes", client.scopes()));
          return client.name();
        });
  }
}
