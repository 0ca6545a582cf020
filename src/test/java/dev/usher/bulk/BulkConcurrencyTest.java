package dev.usher.bulk;

import static dev.usher.bulk.BulkClient.group;
import static dev.usher.bulk.BulkClient.patch;
import static dev.usher.bulk.BulkClient.results;
import static dev.usher.bulk.BulkClient.statuses;
import static dev.usher.bulk.BulkClient.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bulks among others that write the same rows: what was answered is stored, nothing else is. */
class BulkConcurrencyTest {
  private static final int PEOPLE = 60;

  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final ScimClient client = account.client();

  @Test
  void bulksThatCrossEachOtherAndSingleWritersLoseNothing() throws Exception {
    try (TestServer second = TestServer.another()) {
      ScimClient other = second.client(account);
      List<String> users =
          ids(
              new BulkClient(client)
                  .send(
                      IntStream.range(0, PEOPLE)
                          .mapToObj(i -> user("u" + i, "user" + i))
                          .toList()));
      List<String> groups =
          ids(
              new BulkClient(client)
                  .send(
                      IntStream.range(0, 8).mapToObj(i -> group("g" + i, "Group " + i)).toList()));
      List<String> forth = new ArrayList<>();
      for (int i = 0; i < 240; i++) {
        forth.add(add(groups.get(i % 8), users.get(i % PEOPLE)));
        forth.add(rename(users.get(i % PEOPLE), "forth" + i));
      }
      List<String> back = new ArrayList<>(forth);
      Collections.reverse(back);
      List<Callable<Answer>> bulks =
          List.of(
              () -> new BulkClient(client).send(forth),
              () -> new BulkClient(other).send(back),
              () -> new BulkClient(client).send(back));
      List<Callable<Answer>> singles = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String user = users.get((i * 7) % PEOPLE);
        String group = groups.get((i * 3) % 8);
        int number = i;
        singles.add(
            () ->
                other.patchOps(
                    "/Users/" + user,
                    "{\"op\": \"replace\", \"path\": \"nickName\", \"value\": \"n%d\"}"
                        .formatted(number)));
        singles.add(
            () ->
                client.patchOps(
                    "/Groups/" + group,
                    "{\"op\": \"replace\", \"path\": \"externalId\", \"value\": \"x%d\"}"
                        .formatted(number)));
      }

      List<Answer> answers = run(bulks, singles);

      assertThat(answers).extracting(Answer::status).isSubsetOf(200, 204);
      assertThat(answers.subList(0, 3))
          .allSatisfy(a -> assertThat(statuses(a)).containsOnly("200"));
      assertThat(account.number("SELECT COUNT(*) FROM group_user WHERE account_id = ?"))
          .isEqualTo(
              IntStream.range(0, 240).mapToObj(i -> i % 8 + "-" + i % PEOPLE).distinct().count());
    }
  }

  @Test
  void bulksThatWantTheSameNamesShareThem() throws Exception {
    List<String> people = IntStream.range(0, 300).mapToObj(i -> user("b" + i, "user" + i)).toList();
    List<String> reversed = new ArrayList<>(people);
    Collections.reverse(reversed);

    List<Answer> answers =
        run(
            List.of(
                () -> new BulkClient(client).send(people),
                () -> new BulkClient(client).send(reversed)),
            List.of());

    List<String> statuses = new ArrayList<>();
    answers.forEach(answer -> statuses.addAll(statuses(answer)));
    assertThat(statuses).hasSize(600).containsOnly("201", "409");
    assertThat(Collections.frequency(statuses, "201")).isEqualTo(300);
    assertThat(account.number("SELECT COUNT(*) FROM user WHERE account_id = ?")).isEqualTo(300);
    answers.stream()
        .flatMap(answer -> results(answer).stream())
        .filter(result -> result.path("status").asText().equals("201"))
        .limit(20)
        .forEach(
            result -> {
              String location = result.path("location").asText();
              String path = location.substring(client.base().toString().length());
              assertThat(client.get(path).status()).isEqualTo(200);
            });
  }

  @Test
  void whatTheDatabaseRolledBackIsRunAgainOneByOne() throws Exception {
    String held = client.createUser("held").id();
    List<String> operations =
        List.of(user("a", "before"), rename(held, "renamed"), user("b", "after"));
    try (Connection holder = TestDatabase.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute(
          "UPDATE user SET display_name = 'held' WHERE account_id = '%s' AND id = '%s'"
              .formatted(account.id(), held));
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> new BulkClient(client).send(operations));
      // Together they wait for the lock in vain; after that each is committed by itself.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  client
                      .find("/Users", "userName eq \"before\"")
                      .text("/totalResults")
                      .equals("1"));
      assertThat(answer).isNotDone();
      holder.rollback();

      assertThat(statuses(answer.join())).containsExactly("201", "200", "201");
      assertThat(client.get("/Users/" + held).text("/displayName")).isEqualTo("renamed");
      assertThat(account.number("SELECT COUNT(*) FROM user WHERE account_id = ?")).isEqualTo(3);
      assertThat(
              account.number(
                  "SELECT COUNT(*) FROM audit_event WHERE account_id = ? AND action ="
                      + " 'user.created'"))
          .isEqualTo(3);
    }
  }

  private static String add(String group, String user) {
    return patch(
        "/Groups/" + group,
        "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
            .formatted(user));
  }

  private static String rename(String user, String name) {
    return patch(
        "/Users/" + user,
        "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"%s\"}".formatted(name));
  }

  private static List<String> ids(Answer answer) {
    assertThat(statuses(answer)).containsOnly("201");
    return IntStream.range(0, results(answer).size())
        .mapToObj(i -> BulkClient.id(answer, i))
        .toList();
  }

  private static List<Answer> run(List<Callable<Answer>> bulks, List<Callable<Answer>> singles)
      throws Exception {
    List<Callable<Answer>> all = new ArrayList<>(bulks);
    all.addAll(singles);
    return Parallel.over(bulks.size() + 8, all);
  }
}
