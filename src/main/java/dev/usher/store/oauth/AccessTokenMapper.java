package dev.usher.store.oauth;

import dev.usher.store.account.TokenRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** The access tokens of OAuth clients, and the assertions that some were got with. */
public interface AccessTokenMapper {

  /**
   * Throws {@code ForeignKey} when the client, or what it authenticated with, is gone.
   *
   * @param hash SHA-256 of the token
   */
  void insert(@Param("row") AccessTokenRow row, @Param("hash") byte[] hash);

  /** The token with that SHA-256, under the id and name of its client; expired ones included. */
  Optional<TokenRow> byHash(byte[] hash);

  /** Deletes some of the client's tokens that expired before. */
  void deleteExpired(
      @Param("account") UUID account,
      @Param("client") UUID client,
      @Param("now") Instant now,
      @Param("limit") int limit);

  /**
   * When that token of the client expires which has so many tokens that expire later; empty when
   * the client has no more than those.
   */
  Optional<Instant> expiryBehind(
      @Param("account") UUID account, @Param("client") UUID client, @Param("newer") int newer);

  /**
   * Throws {@code DuplicateKey} when the assertion was used before.
   *
   * @param hash SHA-256 of the assertion's {@code jti}
   */
  void insertAssertion(
      @Param("account") UUID account,
      @Param("client") UUID client,
      @Param("hash") byte[] hash,
      @Param("expiresAt") Instant expiresAt);

  /** Deletes some of the client's assertions that expired before. */
  void deleteExpiredAssertions(
      @Param("account") UUID account,
      @Param("client") UUID client,
      @Param("now") Instant now,
      @Param("limit") int limit);
}
