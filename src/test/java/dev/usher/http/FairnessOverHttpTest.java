package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One account's long requests do not make another account wait. */
@Timeout(120)
class FairnessOverHttpTest {
  private static final int LONG_REQUESTS = 40;
  private static final int SHORT_REQUESTS = 100;

  private final TestServer server = TestServer.shared();

  @Test
  void anotherAccountIsServedWhileOneWaitsForFortyLongRequests() throws Exception {
    TestAccount greedy = server.account("activation=direct");
    TestAccount other = server.account("activation=direct");
    String greedyUser = "/Users/" + greedy.client().createUser("ada").id();
    String otherUser = "/Users/" + other.client().createUser("grace").id();
    ExecutorService clients = Executors.newFixedThreadPool(LONG_REQUESTS);
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    List<Duration> times = new ArrayList<>();
    try (Connection locking = TestDatabase.connect()) {
      lockUsers(locking, greedy);
      for (int i = 0; i < LONG_REQUESTS; i++) {
        waiting.add(
            CompletableFuture.supplyAsync(() -> greedy.client().delete(greedyUser), clients));
      }
      TimeUnit.MILLISECONDS.sleep(500); // so that all workers it may have are busy
      for (int i = 0; i < SHORT_REQUESTS; i++) {
        long start = System.nanoTime();
        assertThat(other.client().get(otherUser).status()).isEqualTo(200);
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
      assertThat(waiting).as("still busy").anyMatch(each -> !each.isDone());
      locking.rollback();
    } finally {
      clients.shutdown();
    }
    Collections.sort(times);
    assertThat(times.get(SHORT_REQUESTS - 2)).as("99 of 100").isLessThan(Duration.ofSeconds(1));
    for (CompletableFuture<Answer> each : waiting) {
      assertThat(each.get(90, TimeUnit.SECONDS).status()).isIn(204, 404, 503);
    }
  }

  private static void lockUsers(Connection locking, TestAccount account) throws SQLException {
    locking.setAutoCommit(false);
    try (PreparedStatement lock =
        locking.prepareStatement("SELECT id FROM user WHERE account_id = ? FOR UPDATE")) {
      lock.setObject(1, account.id());
      lock.executeQuery();
    }
  }
}
