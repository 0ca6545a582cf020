package dev.usher.directory.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * The credentials that this process accepted lately. They were not guessed, so failures of others
 * behind the same address do not stop them. Only real credentials get in, so a stranger cannot push
 * them out. Safe for use by many threads.
 */
public final class AcceptedLately {
  /** Longer than connectors pause: Entra ID asks every 40 minutes. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final int MOST = 10_000;

  private final Cache<String, Boolean> accepted;

  public AcceptedLately(Ticker ticker) {
    this.accepted =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).ticker(ticker).build();
  }

  /**
   * Whether it was accepted and not refused since.
   *
   * @param key of a credential: its hash, never the credential
   */
  public boolean contains(String key) {
    return accepted.getIfPresent(key) != null;
  }

  public void add(String key) {
    accepted.put(key, true);
  }

  /** Called when it is refused. */
  public void remove(String key) {
    accepted.invalidate(key);
  }
}
