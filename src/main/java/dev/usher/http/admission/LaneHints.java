package dev.usher.http.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.authentication.SourceNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The lane of a request, before it is authenticated and without the database: the account that the
 * same credentials were authenticated for before, else the source address. Credentials that were
 * never accepted do not get into an account's lane. A hint grants nothing: each request is
 * authenticated as ever. Safe for use by many threads, from a selector thread too.
 */
public final class LaneHints {
  /** About 5 MB. */
  private static final int REMEMBERED = 20_000;

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  /** No credentials of a client are longer; hashing them would only cost the selector thread. */
  private static final int LONGEST_CREDENTIALS = 8 * 1024;

  private final Cache<ByteBuffer, UUID> accounts =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(FORGOTTEN_AFTER).build();

  /**
   * The lane of a request.
   *
   * @param authorization the value of its only {@code Authorization} header; empty when there is
   *     none, or several
   * @param sourceAddress the client's address, IPv4 or IPv6, as text
   */
  public String lane(Optional<String> authorization, String sourceAddress) {
    return authorization
        .filter(LaneHints::mayBeKnown)
        .map(value -> accounts.getIfPresent(hash(value)))
        .map(account -> "account:" + account)
        .orElseGet(() -> "address:" + SourceNetwork.of(sourceAddress));
  }

  /** Remembers the account of credentials that have just been authenticated. */
  public void learn(String authorization, UUID account) {
    if (mayBeKnown(authorization)) {
      ByteBuffer key = hash(authorization);
      if (!account.equals(accounts.getIfPresent(key))) {
        accounts.put(key, account);
      }
    }
  }

  /** Forgets credentials that were refused, as of a revoked token. */
  public void forget(String authorization) {
    if (mayBeKnown(authorization)) {
      accounts.invalidate(hash(authorization));
    }
  }

  private static boolean mayBeKnown(String authorization) {
    return authorization.length() <= LONGEST_CREDENTIALS;
  }

  /** The cache holds no credentials. */
  private static ByteBuffer hash(String authorization) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(authorization.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
