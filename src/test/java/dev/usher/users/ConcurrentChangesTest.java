package dev.usher.users;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

  private final ScimClient client = TestServer.shared().account("activation=direct").client();

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
