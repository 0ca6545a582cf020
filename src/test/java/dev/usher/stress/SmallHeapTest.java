package dev.usher.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.cli.ServeProcess;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are larger than the heap of the server that gives them. */
class SmallHeapTest {
  private static final List<String> HEAP = List.of("-XX:TieredStopAtLevel=1", "-Xmx128m");
  private static final int USERS = 180;

  /** Nearly 1 MiB, as much as a user may have. */
  private static final String CERTIFICATE = "A".repeat(900_000);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path home;

  @Test
  @Timeout(240)
  void answersThatAreLargerThanTheHeapAreGiven() throws Exception {
    TestDatabase.shared();
    ServeProcess.shareDatabasePrograms(home);
    int port = ServeProcess.freePort();
    Map<String, String> environment = Map.of("USHER_HTTP_PORT", Integer.toString(port));
    try (ServeProcess usher = ServeProcess.run(home, HEAP, environment, "serve").awaitReady()) {
      URI base = URI.create("http://127.0.0.1:" + port + "/scim/v2");
      String token = Files.readString(home.resolve("data/token")).strip();
      ScimClient client = new ScimClient(base, token);
      String member = plant(client);

      assertPage(get(base, token, "/Users?count=" + USERS).join());
      assertPage(
          HTTP.send(
              request(base, token, "/.search")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"filter\":\"meta.resourceType eq \\\"User\\\"\",\"count\":"
                              + USERS
                              + "}"))
                  .build(),
              BodyHandlers.ofFile(home.resolve("search.json"))));
      Answer user = client.get("/Users/" + member);
      assertThat(user.body().at("/groups")).hasSize(USERS);
      assertThat(user.text("/x509Certificates/0/value")).isEqualTo(CERTIFICATE);

      List<CompletableFuture<HttpResponse<Path>>> together =
          Stream.generate(() -> get(base, token, "/Users?count=" + USERS)).limit(6).toList();
      // 400 tooMany, where six of them take longer on a busy machine than a read may
      assertThat(together)
          .allSatisfy(answer -> assertThat(answer.join().statusCode()).isIn(200, 400, 503));
      assertThat(usher.process().isAlive()).isTrue();
      assertThat(usher.err()).doesNotContain("OutOfMemoryError");
    }
  }

  /** As many users as many groups, which the first of the users is in; returns the id of that. */
  private static String plant(ScimClient client) {
    String certificates = "\"x509Certificates\":[{\"value\":\"" + CERTIFICATE + "\"}]";
    String first = client.createUser("user-0", certificates).id();
    for (int i = 1; i < USERS; i++) {
      assertThat(client.createUser("user-" + i, certificates).status()).isEqualTo(201);
    }
    for (int i = 0; i < USERS; i++) {
      Answer group =
          client.post(
              "/Groups",
              "{\"displayName\":\"Group %d\",\"members\":[{\"value\":\"%s\"}]}"
                  .formatted(i, first));
      assertThat(group.status()).isEqualTo(201);
    }
    return first;
  }

  private CompletableFuture<HttpResponse<Path>> get(URI base, String token, String path) {
    return HTTP.sendAsync(
        request(base, token, path).build(),
        head -> BodyHandlers.ofFile(home.resolve("answer-" + System.nanoTime())).apply(head));
  }

  private static HttpRequest.Builder request(URI base, String token, String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/scim+json");
  }

  private static void assertPage(HttpResponse<Path> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode page = new ObjectMapper().readTree(answer.body().toFile());
    assertThat(page.path("itemsPerPage").intValue()).isEqualTo(USERS);
    assertThat(page.path("Resources")).hasSize(USERS);
    assertThat(page.path("Resources"))
        .allSatisfy(
            user ->
                assertThat(user.at("/x509Certificates/0/value").textValue())
                    .isEqualTo(CERTIFICATE));
  }
}
