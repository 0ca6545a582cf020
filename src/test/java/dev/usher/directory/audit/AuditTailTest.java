package dev.usher.directory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import dev.usher.testing.Operator;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Following the trail while transactions commit in another order than they recorded. */
class AuditTailTest {
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final int WRITERS = 6;
  private static final int TRANSACTIONS = 40;

  private final TestAccount account = TestServer.shared().account();
  private final List<UUID> shown = new ArrayList<>();

  private AuditTail tail(int remembered) {
    return new AuditTail(
        new Operator().transactions(), account.id(), WINDOW, Clock.systemUTC(), remembered);
  }

  @Test
  void anEventThatIsCommittedLateIsShownLateAndOnce() throws SQLException {
    AuditTail tail = tail(1_000);
    Instant now = Instant.now();
    try (Connection late = TestDatabase.connect()) {
      late.setAutoCommit(false);
      UUID first = insert(late, now.minusSeconds(20));
      UUID second;
      UUID beforeAll;
      try (Connection other = TestDatabase.connect()) {
        beforeAll = insert(other, now.minusSeconds(25));
        begin(tail);
        assertThat(shown).containsOnlyOnce(beforeAll).doesNotContain(first);
        shown.clear();
        second = insert(other, now);
      }
      tail.poll(event -> shown.add(event.id()));
      assertThat(shown).containsExactly(second);

      late.commit();
      tail.poll(event -> shown.add(event.id()));
      tail.poll(event -> shown.add(event.id()));

      assertThat(shown).containsExactly(second, first);
      assertThat(tail.isOverrun()).isFalse();
    }
  }

  @Test
  void eachEventOfManyWritersIsShownOnceInStatementsOfAThousand() throws Exception {
    AuditTail tail = tail(100_000);
    begin(tail);
    shown.clear();
    List<UUID> written = new ArrayList<>();
    try (Connection connection = TestDatabase.connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 2_500; i++) { // three pages, many at the same time
        written.add(insert(connection, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
      }
      connection.commit();
    }
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<List<UUID>>> all = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        all.add(writers.submit(AuditTailTest.this::write));
      }
      while (all.stream().anyMatch(each -> !each.isDone())) {
        tail.poll(event -> shown.add(event.id()));
      }
      for (Future<List<UUID>> each : all) {
        written.addAll(each.get());
      }
    } finally {
      writers.shutdownNow();
    }
    tail.poll(event -> shown.add(event.id()));

    assertThat(shown).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void whatIsRememberedIsBoundedAndNothingIsShownTwice() throws SQLException {
    AuditTail tail = tail(10);
    begin(tail);
    shown.clear();
    List<UUID> written = new ArrayList<>();
    Instant start = Instant.now().minusSeconds(5);
    try (Connection connection = TestDatabase.connect()) {
      for (int i = 0; i < 50; i++) {
        written.add(insert(connection, start.plusMillis(i / 4)));
        if (i % 7 == 0) {
          tail.poll(event -> shown.add(event.id()));
        }
      }
    }
    tail.poll(event -> shown.add(event.id()));
    tail.poll(event -> shown.add(event.id()));

    assertThat(shown).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
    assertThat(tail.isOverrun()).isTrue();
  }

  private void begin(AuditTail tail) {
    tail.begin(100, event -> shown.add(event.id()));
  }

  private List<UUID> write() throws SQLException, InterruptedException {
    List<UUID> written = new ArrayList<>();
    try (Connection connection = TestDatabase.connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSACTIONS; i++) {
        written.add(insert(connection, Instant.now()));
        Thread.sleep(ThreadLocalRandom.current().nextInt(60));
        written.add(insert(connection, Instant.now()));
        connection.commit();
      }
    }
    return written;
  }

  private UUID insert(Connection connection, Instant time) throws SQLException {
    UUID id = Generators.timeBasedEpochGenerator().generate();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit_event (account_id, id, time, actor_type, actor_display, action,"
                + " target_type, outcome, attributes, transaction_id)"
                + " VALUES (?, ?, ?, 'system', 'test', 'user.created', 'User', 'success', '[]', ?)")) {
      insert.setObject(1, account.id());
      insert.setObject(2, id);
      insert.setObject(
          3, LocalDateTime.ofInstant(time, ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS));
      insert.setObject(4, id);
      insert.executeUpdate();
    }
    return id;
  }
}
