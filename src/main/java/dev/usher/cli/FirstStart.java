package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a database without accounts its first one, with the default catalogue, and a token, so that
 * the first request can be tried at once.
 */
final class FirstStart {
  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

  private static final String ACCOUNT = "default";
  private static final String TOKEN = "first-start";

  private final Accounts accounts;
  private final Tokens tokens;
  private final Clock clock;
  private final Path tokenFile;

  /**
   * @param dataDirectory where the token is kept, readable by its owner only
   */
  FirstStart(Accounts accounts, Tokens tokens, Clock clock, Path dataDirectory) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
    this.tokenFile = dataDirectory.resolve("token");
  }

  /** The new token, the only time it is known; empty when this is no first start. */
  Optional<String> run() {
    try {
      if (!isFirst()) {
        return Optional.empty();
      }
      String token = tokens.create(ACCOUNT, TOKEN, Set.of(), expiry()).secret();
      store(token);
      return Optional.of(token);
    } catch (Refusal anotherNodeWasFaster) {
      log.debug("Another node makes the first account", anotherNodeWasFaster);
      return Optional.empty();
    }
  }

  private Optional<Instant> expiry() {
    return Expiry.ofToken(null, clock.instant());
  }

  /** Also after a first start that was interrupted between the account and its token. */
  private boolean isFirst() {
    List<Account> all = accounts.list();
    if (all.isEmpty()) {
      accounts.create(ACCOUNT, Optional.empty(), Map.of());
      return true;
    }
    return all.size() == 1 && all.get(0).name().equals(ACCOUNT) && tokens.list(ACCOUNT).isEmpty();
  }

  private void store(String token) {
    try {
      PrivateFiles.write(tokenFile, token + "\n");
    } catch (IOException e) {
      log.warn(
          "The token cannot be kept in {}: {}; `usher token create` makes another one",
          tokenFile,
          e.toString());
    }
  }

  Path tokenFile() {
    return tokenFile;
  }
}
