package dev.usher.directory.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.directory.RecentReads;
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
  private final RecentReads<String, Known> known;

  /**
   * Hashes that led nowhere, so that a connector with a deleted token does not ask the database at
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
    this.known = new RecentReads<>(KNOWN, STALENESS, ticker);
    this.unknown =
        Caffeine.newBuilder()
            .maximumSize(UNKNOWN)
            .expireAfterWrite(STALENESS)
            .ticker(ticker)
            .build();
  }

  /**
   * Who acts with that token; empty when it is unknown, expired or revoked.
   *
   * @param token as the client sent it, any text
   * @throws dev.usher.store.StoreException.Unavailable when the database cannot be asked
   */
  public Optional<Principal> authenticate(String token) {
    return check(token) instanceof CheckedToken.Valid valid
        ? Optional.of(valid.principal())
        : Optional.empty();
  }

  /**
   * What the token is.
   *
   * @param token as the client sent it, any text
   * @throws dev.usher.store.StoreException.Unavailable when the database cannot be asked
   */
  public CheckedToken check(String token) {
    if (!looksLikeOne(token)) {
      return new CheckedToken.Unknown();
    }
    byte[] hash = Secret.hash(token);
    String key = key(hash);
    if (unknown.getIfPresent(key) != null) {
      return new CheckedToken.Unknown();
    }
    boolean accessToken = Secret.ACCESS_TOKEN.looksLike(token);
    Optional<Known> found = known.get(key, () -> read(hash, accessToken));
    if (found.isEmpty()) {
      unknown.put(key, true);
      return new CheckedToken.Unknown();
    }
    return checked(found.get());
  }

  /**
   * Whether {@link #check} would ask the database: false for what cannot be a token, and for what
   * was read a moment ago.
   */
  public boolean wouldRead(String token) {
    if (!looksLikeOne(token)) {
      return false;
    }
    String key = key(Secret.hash(token));
    return unknown.getIfPresent(key) == null && !known.has(key);
  }

  private static boolean looksLikeOne(String token) {
    return Secret.ACCESS_TOKEN.looksLike(token) || Secret.TOKEN.looksLike(token);
  }

  private static String key(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private CheckedToken checked(Known found) {
    Token token = found.token();
    if (token.isValidAt(clock.instant())) {
      return new CheckedToken.Valid(found.principal());
    }
    String reason =
        token
            .revokedAt()
            .map(at -> "The token was revoked at " + at + ".")
            .orElseGet(() -> "The token expired at " + token.expiresAt().orElseThrow() + ".");
    return new CheckedToken.Ended(found.principal(), reason);
  }

  /** Empty for a token that is not known. */
  private Optional<Known> read(byte[] hash, boolean accessToken) {
    return transactions.read(
        tx ->
            (accessToken
                    ? tx.mapper(AccessTokenMapper.class).byHash(hash)
                    : tx.mapper(TokenMapper.class).byHash(hash))
                .flatMap(
                    row ->
                        accounts
                            .find(tx, row.accountId())
                            .map(account -> known(account, Tokens.token(row)))));
  }

  private static Known known(Account account, Token token) {
    Actor actor = new Actor(Actor.Kind.TOKEN, token.id(), token.name());
    return new Known(new Principal(account, actor, token.scopes()), token);
  }
}
