package dev.usher.store.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Bearer tokens. */
public interface TokenMapper {

  /**
   * Throws {@code DuplicateKey("token_name")} when the account has a token of that name.
   *
   * @param hash SHA-256 of the token
   */
  void insert(@Param("row") TokenRow row, @Param("hash") byte[] hash);

  /** The token with that SHA-256, revoked and expired ones included. */
  Optional<TokenRow> byHash(byte[] hash);

  /** The account's tokens, oldest first. */
  List<TokenRow> list(UUID accountId);

  Optional<TokenRow> find(@Param("accountId") UUID accountId, @Param("id") UUID id);

  /** The token of that name, ignoring case. */
  Optional<TokenRow> named(@Param("accountId") UUID accountId, @Param("name") String name);

  /** Leaves a token alone that is revoked already. */
  void revoke(
      @Param("accountId") UUID accountId, @Param("id") UUID id, @Param("at") Instant revokedAt);

  /**
   * Writes when tokens were last used. Later times win; unknown ids are ignored.
   *
   * @param uses a JSON array of {@code {"id": UUID, "at": "YYYY-MM-DD hh:mm:ss.sss"}}, in UTC
   */
  void used(@Param("uses") String uses);
}
