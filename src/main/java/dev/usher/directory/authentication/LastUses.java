package dev.usher.directory.authentication;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.oauth.OauthClientMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When tokens and OAuth clients were last used. Requests note it in memory; {@link #flush} writes
 * it in one statement for many, so a use since the last flush is lost when the process dies. Safe
 * for use by many threads.
 */
public final class LastUses {
  private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

  private static final DateTimeFormatter SQL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** How many rows one statement writes. */
  private static final int BATCH = 1_000;

  private final Transactions transactions;
  private final Clock clock;

  /** The first use since the last flush; at most as many as there are valid tokens. */
  private final ConcurrentMap<UUID, Instant> tokens = new ConcurrentHashMap<>();

  private final ConcurrentMap<UUID, Instant> clients = new ConcurrentHashMap<>();

  public LastUses(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Notes that a token was used. */
  void ofToken(UUID token) {
    note(tokens, token);
  }

  /** Notes that an access token of an OAuth client was used. */
  void ofClient(UUID client) {
    note(clients, client);
  }

  private void note(ConcurrentMap<UUID, Instant> uses, UUID id) {
    if (!uses.containsKey(id)) {
      uses.put(id, clock.instant());
    }
  }

  /** Writes what was noted. What cannot be written is dropped; the next use notes it again. */
  public void flush() {
    write(tokens, (tx, uses) -> tx.mapper(TokenMapper.class).used(uses));
    write(clients, (tx, uses) -> tx.mapper(OauthClientMapper.class).used(uses));
  }

  private void write(ConcurrentMap<UUID, Instant> uses, BiConsumer<Tx, String> to) {
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<UUID, Instant> use : uses.entrySet()) {
      uses.remove(use.getKey());
      batch.addObject().put("id", use.getKey().toString()).put("at", SQL.format(use.getValue()));
      if (batch.size() == BATCH) {
        write(batch, to);
        batch.removeAll();
      }
    }
    if (!batch.isEmpty()) {
      write(batch, to);
    }
  }

  private void write(ArrayNode batch, BiConsumer<Tx, String> to) {
    String uses = batch.toString();
    try {
      transactions.write(
          tx -> {
            to.accept(tx, uses);
            return null;
          });
    } catch (StoreException e) {
      LOG.warn("The last use of {} tokens could not be recorded", batch.size(), e);
    }
  }
}
