package dev.usher.directory.account;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.usher.directory.Names;
import dev.usher.directory.Refusal;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.account.TokenRow;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tokens of accounts. What cannot be done is a {@link Refusal}. */
public final class Tokens {
  /** How long a token lives unless its operator chooses otherwise. */
  public static final Period DEFAULT_LIFE = Period.ofYears(1);

  private final Transactions transactions;
  private final Accounts accounts;
  private final Clock clock;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

  public Tokens(Transactions transactions, Accounts accounts, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.clock = clock;
    this.audit = Audit.at(clock);
  }

  /**
   * A new token.
   *
   * @param secret the token itself, which is shown once and cannot be read again
   * @param token what is kept of it
   */
  public record Issued(String secret, Token token) {
    /** Without the secret, for logs. */
    @Override
    public String toString() {
      return "Issued[" + token + "]";
    }
  }

  /**
   * Creates a token.
   *
   * @param account the account's name
   * @param name what the audit trail calls its bearer; revoked tokens keep their names
   * @param scopes what it may do; {@link Scope#SCIM} when empty
   * @param expiresAt from when on it is refused; never when empty
   * @throws Refusal when there is no such account, the name is taken or looks like an id, or the
   *     expiry is not in the future
   */
  public Issued create(
      String account, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    String normalised = Names.normalised("the token's name", name);
    if (Names.isShapedLikeAnId(normalised)) {
      throw new Refusal("the token's name looks like an id; it would be ambiguous");
    }
    Instant now = now();
    Optional<Instant> expiry = expiresAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    expiry
        .filter(at -> !at.isAfter(now))
        .ifPresent(
            at -> {
              throw new Refusal("the token would expire at %s, which is past".formatted(at));
            });
    Set<Scope> granted = scopes.isEmpty() ? Set.of(Scope.SCIM) : scopes;
    String secret = Secret.TOKEN.generate(random);
    UUID id = ids.generate();
    try {
      return transactions.write(
          tx -> {
            UUID accountId = accounts.named(tx, account).id();
            TokenRow row =
                new TokenRow(
                    id,
                    accountId,
                    normalised,
                    Scope.text(granted),
                    now,
                    expiry.orElse(null),
                    null,
                    null);
            tx.mapper(TokenMapper.class).insert(row, Secret.hash(secret));
            Token created = token(row);
            record(tx, accountId, created, Action.TOKEN_CREATED);
            return new Issued(secret, created);
          });
    } catch (DuplicateKey taken) {
      throw new Refusal(
          "account '%s' has or had a token named '%s'; names are not used twice"
              .formatted(account, name),
          taken);
    }
  }

  /**
   * The account's tokens, oldest first, revoked and expired ones included.
   *
   * @throws Refusal when there is no such account
   */
  public List<Token> list(String account) {
    return transactions.read(
        tx ->
            tx.mapper(TokenMapper.class).list(accounts.named(tx, account).id()).stream()
                .map(Tokens::token)
                .toList());
  }

  /**
   * Revokes a token; this process refuses it at once, and other running servers within 5 s. A token
   * that is revoked already stays as it is.
   *
   * @param nameOrId the token's name, ignoring case, or its id
   * @return the token as it is now
   * @throws Refusal when there is no such account or token
   */
  public Token revoke(String account, String nameOrId) {
    Instant now = now();
    return accounts
        .changes()
        .write(
            (tx, changed) -> {
              UUID accountId = accounts.named(tx, account).id();
              Token before = token(find(tx, accountId, account, nameOrId));
              if (before.revokedAt().isPresent()) {
                return before;
              }
              tx.mapper(TokenMapper.class).revoke(accountId, before.id(), now);
              record(tx, accountId, before, Action.TOKEN_REVOKED);
              changed.accept(accountId);
              return token(find(tx, accountId, account, nameOrId));
            });
  }

  /** Its name and what it may do; nothing that it could be told by. */
  private void record(Tx tx, UUID account, Token token, Action action) {
    AuditEntry entry =
        AuditEntry.done(action, Target.of("Token", token.id().toString(), token.name()));
    String scopes = Scope.text(token.scopes());
    audit.record(
        tx,
        account,
        Caller.operator(),
        action == Action.TOKEN_CREATED
            ? entry.added("scopes", scopes)
            : entry.removed("scopes", scopes));
  }

  private static TokenRow find(Tx tx, UUID accountId, String account, String nameOrId) {
    TokenMapper mapper = tx.mapper(TokenMapper.class);
    Optional<TokenRow> row =
        Names.isShapedLikeAnId(nameOrId)
            ? mapper.find(accountId, UUID.fromString(nameOrId))
            : mapper.named(accountId, nameOrId);
    return row.orElseThrow(
        () ->
            new Refusal(
                "account '%s' has no token '%s'; token list shows those it has"
                    .formatted(account, nameOrId)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static Token token(TokenRow row) {
    return new Token(
        row.id(),
        row.name(),
        Scope.among(row.scopes()),
        row.createdAt(),
        Optional.ofNullable(row.expiresAt()),
        Optional.ofNullable(row.revokedAt()),
        Optional.ofNullable(row.lastUsedAt()));
  }
}
