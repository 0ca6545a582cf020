package dev.usher.directory.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.RecentReads;
import dev.usher.directory.RecentReads.Limits;
import dev.usher.store.Transactions;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.oauth.AccessTokenMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * From an opaque bearer token, an operator's or an OAuth client's, to who acts. What it learns it
 * keeps until the account changes, so a revocation or a changed setting acts within 5 s; an expiry
 * acts at its instant. Safe for use by many threads.
 */
public final class Authenticator {
  /**
   * How long is kept what ends without a change of the account: access tokens, of which a client
   * that gets too many loses the oldest, and that a token is unknown. It is 5 s, less the time that
   * reading it may have taken.
   */
  private static final Duration STALENESS = Duration.ofSeconds(4);

  /** How many of each kind, each of less than 1 KiB. */
  private static final int KNOWN = 20_000;

  private static final int UNKNOWN = 1_000;

  private final Transactions transactions;
  private final Accounts accounts;
  private final Clock clock;
  private final RecentReads<String, Known> tokens;
  private final RecentReads<String, Known> accessTokens;

  /**
   * Hashes that led nowhere, so that a connector with a deleted token does not ask the database at
   * each retry. A new token cannot be among them: nobody can have guessed it.
   */
  private final Cache<String, Boolean> unknown;

  private record Known(UUID account, Token token) {}

  /**
   * @param accounts whose {@link Accounts#changes()} tell when tokens have changed
   */
  public Authenticator(Transactions transactions, Accounts accounts, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.clock = clock;
    Limits<Object, Object> limits = Limits.of(KNOWN);
    this.tokens = RecentReads.untilChanged(accounts.changes(), limits, Known::account);
    this.accessTokens =
        RecentReads.untilChanged(accounts.changes(), limits.keptFor(STALENESS), Known::account);
    this.unknown =
        Caffeine.newBuilder()
            .maximumSize(UNKNOWN)
            .expireAfterWrite(STALENESS)
            .ticker(accounts.changes().ticker())
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
    Optional<Known> found = known(token).get(key, () -> read(token, hash));
    if (found.isEmpty()) {
      unknown.put(key, true);
      return new CheckedToken.Unknown();
    }
    Known of = found.get();
    return accounts
        .recent(of.account())
        .map(account -> checked(account.value(), of.token()))
        .orElseGet(CheckedToken.Unknown::new);
  }

  private RecentReads<String, Known> known(String token) {
    return Secret.ACCESS_TOKEN.looksLike(token) ? accessTokens : tokens;
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
    return unknown.getIfPresent(key) == null && !known(token).has(key);
  }

  private static boolean looksLikeOne(String token) {
    return Secret.ACCESS_TOKEN.looksLike(token) || Secret.TOKEN.looksLike(token);
  }

  private static String key(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private CheckedToken checked(Account account, Token token) {
    Actor actor = new Actor(Actor.Kind.TOKEN, token.id(), token.name());
    Principal principal = new Principal(account, actor, token.scopes());
    if (token.isValidAt(clock.instant())) {
      return new CheckedToken.Valid(principal);
    }
    String reason =
        token
            .revokedAt()
            .map(at -> "The token was revoked at " + at + ".")
            .orElseGet(() -> "The token expired at " + token.expiresAt().orElseThrow() + ".");
    return new CheckedToken.Ended(principal, reason);
  }

  /** Empty for a token that is not known. */
  private Optional<Known> read(String token, byte[] hash) {
    boolean accessToken = Secret.ACCESS_TOKEN.looksLike(token);
    return transactions
        .readEach(
            tx ->
                accessToken
                    ? tx.mapper(AccessTokenMapper.class).byHash(hash)
                    : tx.mapper(TokenMapper.class).byHash(hash))
        .map(row -> new Known(row.accountId(), Tokens.token(row)));
  }
}
