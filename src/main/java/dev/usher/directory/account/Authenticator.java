package dev.usher.directory.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.store.Transactions;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.oauth.AccessTokenMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * From an opaque bearer token, an operator's or an OAuth client's, to who acts. What it learns it
 * keeps for {@link #STALENESS}, so a revocation or a changed setting acts within 5 s; an expiry
 * acts at its instant. Safe for use by many threads.
 */
public final class Authenticator {
  /** How old an answer may be: 5 s, less the time that reading it may have taken. */
  static final Duration STALENESS = Duration.ofSeconds(4);

  private static final int KNOWN = 10_000;
  private static final int UNKNOWN = 1_000;

  private final Transactions transactions;
  private final Accounts accounts;
  private final Clock clock;
  private final Cache<String, Known> known;

  /**
   * Hashes that led nowhere, so that a connector with a revoked token does not ask the database at
   * each retry. A new token cannot be among them: nobody can have guessed it.
   */
  private final Cache<String, Boolean> unknown;

  private record Known(Principal principal, Token token) {}

  public Authenticator(Transactions transactions, Accounts accounts, Clock clock) {
    this(transactions, accounts, clock, Ticker.systemTicker());
  }

  Authenticator(Transactions transactions, Accounts accounts, Clock clock, Ticker ticker) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.clock = clock;
    this.known = cache(KNOWN, ticker).build();
    this.unknown = cache(UNKNOWN, ticker).build();
  }

  private static Caffeine<Object, Object> cache(int size, Ticker ticker) {
    return Caffeine.newBuilder().maximumSize(size).expireAfterWrite(STALENESS).ticker(ticker);
  }

  /**
   * Who acts with that token; empty when it is unknown, expired or revoked.
   *
   * @param token as the client sent it, any text
   * @throws dev.usher.store.StoreException.Unavailable when the database cannot be asked
   */
  public Optional<Principal> authenticate(String token) {
    boolean accessToken = Secret.ACCESS_TOKEN.looksLike(token);
    if (!accessToken && !Secret.TOKEN.looksLike(token)) {
      return Optional.empty();
    }
    byte[] hash = Secret.hash(token);
    String key = HexFormat.of().formatHex(hash);
    if (unknown.getIfPresent(key) != null) {
      return Optional.empty();
    }
    Known found = known.get(key, absent -> read(hash, accessToken));
    if (found == null) {
      unknown.put(key, true);
      return Optional.empty();
    }
    return Optional.of(found)
        .filter(each -> each.token().isValidAt(clock.instant()))
        .map(Known::principal);
  }

  /** Null, which is not cached, for a token that is unknown or revoked. */
  private Known read(byte[] hash, boolean accessToken) {
    return transactions
        .read(
            tx ->
                (accessToken
                        ? tx.mapper(AccessTokenMapper.class).byHash(hash)
                        : tx.mapper(TokenMapper.class).byHash(hash))
                    .filter(row -> row.revokedAt() == null)
                    .flatMap(
                        row ->
                            accounts
                                .find(tx, row.accountId())
                                .map(account -> known(account, Tokens.token(row)))))
        .orElse(null);
  }

  private static Known known(Account account, Token token) {
    Actor actor = new Actor(Actor.Kind.TOKEN, token.id(), token.name());
    return new Known(new Principal(account, actor, token.scopes()), token);
  }
}
