package dev.usher.fuzz;

import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The server that gets the requests, with an account whose users and groups are there again when
 * deleted.
 */
final class Target {
  private final TestServer server = TestServer.shared();
  private final TestAccount account = server.account();
  private final Map<String, String> ids = new HashMap<>();
  private final AtomicInteger made = new AtomicInteger();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  int port() {
    return server.root().getPort();
  }

  /** Makes users and groups that are missing. */
  void renew() {
    lock.writeLock().lock();
    try {
      for (int i = 0; i < Seeds.USERS; i++) {
        renew("/Users", i, "{\"userName\": \"user%d@example.com\"}");
      }
      for (int i = 0; i < Seeds.GROUPS; i++) {
        renew("/Groups", 100 + i, "{\"displayName\": \"Group %d\"}");
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void renew(String endpoint, int number, String body) {
    ScimClient client = account.client();
    String standIn = Seeds.ID + String.format(Locale.ROOT, "%012d", number);
    String id = ids.get(standIn);
    if (id == null || client.get(endpoint + "/" + id).status() != 200) {
      ids.put(standIn, client.post(endpoint, body.formatted(made.incrementAndGet())).id());
    }
  }

  /** The request with the real ids and the real token. */
  byte[] bytes(String request) {
    lock.readLock().lock();
    try {
      String real = request;
      for (Map.Entry<String, String> id : ids.entrySet()) {
        real = real.replace(id.getKey(), id.getValue());
      }
      return real.replace("Bearer " + Seeds.TOKEN, "Bearer " + account.token())
          .getBytes(StandardCharsets.ISO_8859_1);
    } finally {
      lock.readLock().unlock();
    }
  }
}
