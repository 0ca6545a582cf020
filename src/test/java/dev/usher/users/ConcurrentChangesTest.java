package dev.usher.users;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many requests that change one user at once. */
class ConcurrentChangesTest {
  private static final List<String> SETS =
      List.of("emails", "phoneNumbers", "ims", "photos", "roles");
  private static final List<String> TEXTS =
      List.of(
          "title",
          "nickName",
          "name.givenName",
          "name.familyName",
          "locale",
          "timezone",
          "userType",
          "displayName",
          "externalId",
          ENTERPRISE + ":department");

  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final ScimClient client = account.client();

  @Test
  void fiftyParallelPatchesOfOneUserLoseNothing() throws Exception {
    Answer created = client.createUser("ada");
    String path = "/Users/" + created.id();

    List<Answer> answers =
        parallel(IntStream.range(0, 50).mapToObj(i -> patch(path, operation(i))).toList());

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    Answer read = client.get(path);
    for (int i = 0; i < 50; i++) {
      assertThat(read.body().toString()).contains("\"v" + i + "\"");
    }
    assertThat(answers).extracting(answer -> answer.header("ETag")).doesNotHaveDuplicates();
    assertThat(read.header("ETag")).isEqualTo("W/\"51\"");
  }

  private static String operation(int i) {
    String path = i < TEXTS.size() ? TEXTS.get(i) : SETS.get(i % SETS.size());
    String value = i < TEXTS.size() ? "\"v" + i + "\"" : "[{\"value\": \"v" + i + "\"}]";
    return "{\"op\": \"add\", \"path\": \"%s\", \"value\": %s}".formatted(path, value);
  }

  @Test
  void aPatchThatRacesADeletionIsDoneOrFindsNobody() throws Exception {
    for (int round = 0; round < 8; round++) {
      String path = "/Users/" + client.createUser("ada").id();
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        calls.add(patch(path, operation(20 + i)));
      }
      calls.add(3, () -> client.delete(path));
      calls.add(5, () -> client.delete(path));

      List<Answer> answers = parallel(calls);

      assertThat(answers).extracting(Answer::status).containsOnlyOnce(204);
      assertThat(answers).extracting(Answer::status).isSubsetOf(200, 204, 404);
      assertThat(client.get(path).status()).isEqualTo(404);
    }
  }

  @Test
  void ofParallelChangesOfOneVersionOneIsMade() throws Exception {
    Answer created = client.createUser("ada");
    String path = "/Users/" + created.id();

    List<Answer> answers =
        parallel(
            IntStream.range(0, 10)
                .<Callable<Answer>>mapToObj(
                    i ->
                        () ->
                            client.patch(
                                path,
                                "{\"Operations\": [" + operation(20 + i) + "]}",
                                "If-Match",
                                created.header("ETag")))
                .toList());

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 412);
    assertThat(client.get(path).header("ETag")).isEqualTo("W/\"2\"");
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATE account SET guard = guard + 1 WHERE id = ?, active, false",
    "UPDATE pool SET seats = seats WHERE account_id = ?, " + USHER + ":licenses, []"
  })
  void whatARetryWritesBeforeTheUserIsLockedBeforeTheUser(
      String other, String attribute, String value) throws Exception {
    String admin = "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]";
    client.createUser("vice", admin);
    String boss =
        client.createUser("boss", admin, "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}").id();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Connection first = begin();
        Connection second = begin()) {
      execute(first, "UPDATE user SET version = version + 1 WHERE account_id = ? AND id = ?", boss);
      Future<Answer> patch =
          threads.submit(
              () ->
                  client.patchOps(
                      "/Users/" + boss,
                      "{\"op\": \"replace\", \"path\": \"%s\", \"value\": %s}"
                          .formatted(attribute, value)));
      awaitWaiting("UPDATE user");
      Future<?> locking = threads.submit(() -> execute(second, other));
      awaitWaiting(other.substring(0, 11));
      first.commit(); // the request has lost, and runs again
      locking.get(10, TimeUnit.SECONDS);
      awaitWaiting("FOR UPDATE", "UPDATE account", "UPDATE pool");

      execute(
          second,
          "SELECT version FROM user WHERE account_id = ? AND id = ? FOR UPDATE NOWAIT",
          boss);
      second.commit();

      assertThat(patch.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    } finally {
      threads.shutdown();
    }
  }

  private static Connection begin() throws SQLException {
    Connection connection = TestDatabase.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * @param sql with the account as its first parameter
   */
  private int execute(Connection connection, String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account.id());
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 2, parameters[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    }
  }

  /** Waits until a statement that has one of these texts runs for longer than without a lock. */
  private static void awaitWaiting(String... texts) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    List<String> waiting = new ArrayList<>();
    while (System.nanoTime() < end) {
      waiting.clear();
      try (Connection connection = TestDatabase.connect();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT info FROM information_schema.processlist"
                      + " WHERE info IS NOT NULL AND time_ms > 150")) {
        while (rows.next()) {
          waiting.add(String.valueOf(rows.getString(1)).replaceAll("\\s+", " ").strip());
        }
      }
      if (waiting.stream().anyMatch(each -> Stream.of(texts).anyMatch(each::contains))) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("nothing waits with " + List.of(texts) + ": " + waiting);
  }

  private Callable<Answer> patch(String path, String operation) {
    return () -> client.patchOps(path, operation);
  }

  private static List<Answer> parallel(List<Callable<Answer>> calls) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(calls.size());
    try {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> each : pool.invokeAll(calls)) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      pool.shutdown();
    }
  }
}
