package dev.usher.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.store.Database;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.store.embedded.EmbeddedSettings;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away and comes back; the server stays. */
@Timeout(180)
class DatabaseDownTest {
  private static final String PATCH =
      "{\"Operations\": [{\"op\": \"add\", \"path\": \"title\", \"value\": \"x\"}]}";

  @TempDir private Path home;

  @Test
  void requestsAreToldToComeBackUntilTheDatabaseDoes() throws Exception {
    TestDatabase.shared(); // has unpacked the programs
    EmbeddedSettings settings = TestDatabase.embeddedIn(home);
    EmbeddedMariaDb mariadb = EmbeddedMariaDb.start(settings);
    try (Database database = Database.open(mariadb.connection())) {
      database.migrate();
      try (TestServer server = TestServer.on(database, mariadb.connection())) {
        ScimClient client = server.account("activation=direct").client();
        Answer user = client.createUser("ada");
        String path = "/Users/" + user.id();

        mariadb.close();
        assertEverythingIsUnavailable(client, path);
        assertThat(health(server, "ready")).isEqualTo(503);
        assertThat(health(server, "live")).isEqualTo(200);

        mariadb = EmbeddedMariaDb.start(settings);
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(health(server, "ready")).isEqualTo(200));
        assertEverythingWorks(client, path, user);

        // One that dies is started again by its supervisor.
        ProcessHandle.of(mariadb.pid().orElseThrow()).orElseThrow().destroyForcibly();
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(client.patch(path, PATCH).status()).isEqualTo(200));
        assertThat(client.get(path).text("/title")).isEqualTo("x");
      }
    } finally {
      mariadb.close();
    }
  }

  /** All at once: each may wait some seconds for a connection. */
  private static void assertEverythingIsUnavailable(ScimClient client, String path) {
    Stream<Supplier<Answer>> requests =
        Stream.of(
            () -> client.get(path),
            () -> client.get("/Users"),
            () -> client.find("/Users", "userName eq \"ada\""),
            () -> client.post("/Users/.search", "{}"),
            () -> client.createUser("grace"),
            () -> client.put(path, "{\"userName\": \"ada\"}"),
            () -> client.patch(path, PATCH),
            () -> client.delete(path),
            () -> client.get("/Organizations"),
            () -> new ScimClient(client.base(), "usher_" + "x".repeat(43)).get(path));
    List<CompletableFuture<Answer>> answers = requests.map(CompletableFuture::supplyAsync).toList();
    for (CompletableFuture<Answer> each : answers) {
      Answer answer = each.join();
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
      assertThat(answer.header("Content-Type")).isEqualTo("application/scim+json");
      assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
      assertThat(answer.body().get("schemas").toString())
          .isEqualTo("[\"urn:ietf:params:scim:api:messages:2.0:Error\"]");
      assertThat(answer.body().get("status").isTextual()).isTrue();
      assertThat(answer.text("/detail")).doesNotContainIgnoringCase("sql", "hikari", "connection");
    }
  }

  private static void assertEverythingWorks(ScimClient client, String path, Answer user) {
    assertThat(client.get(path).body()).isEqualTo(user.body());
    assertThat(client.find("/Users", "userName eq \"ada\"").text("/totalResults")).isEqualTo("1");
    assertThat(client.createUser("grace").status()).isEqualTo(201);
    assertThat(client.put(path, user.body().toString()).status()).isEqualTo(200);
    assertThat(client.get("/Organizations").status()).isEqualTo(200);
  }

  private static int health(TestServer server, String which) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.root() + "/health/" + which)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
