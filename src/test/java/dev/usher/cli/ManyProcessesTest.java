package dev.usher.cli;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.store.Database;
import dev.usher.store.DatabaseSettings;
import dev.usher.store.embedded.EmbeddedMariaDb;
import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that serve one database, started at the same moment while it is empty. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyProcessesTest {
  private static final int SEATS = 10;
  private static final String CATALOGUE =
      """
      organizations:
        - {id: OG-1, displayName: Headquarters, default: true}
        - {id: OG-2, displayName: Branch}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      licenses: [{id: KSE, displayName: Studio, pools: [{organization: OG-2, seats: %d}]}]
      """
          .formatted(SEATS);
  private static final String ADMINISTRATORS =
      """
      SELECT COUNT(*) FROM user u JOIN user_role r ON r.account_id = u.account_id AND r.user_id = u.id
      WHERE u.account_id = ? AND u.status = 'Active' AND r.value = 'ACCOUNT_ADMIN'""";
  private static final String DEACTIVATED =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}";
  private static final String DEMOTED = "{\"op\": \"replace\", \"path\": \"roles\", \"value\": []}";

  private final List<ServeProcess> processes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private EmbeddedMariaDb mariadb;
  private Database database;
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    TestDatabase.shared(); // has unpacked the programs
    mariadb =
        EmbeddedMariaDb.tryStart(TestDatabase.embeddedIn(directory.resolve("database")))
            .orElseThrow();
    Path key = directory.resolve("master.key");
    PrivateFiles.write(key, "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n");
    for (String name : List.of("first", "second")) {
      int port = ServeProcess.freePort();
      Path home = Files.createDirectory(directory.resolve(name));
      ports.add(port);
      processes.add(ServeProcess.run(home, environment(port, key), "serve"));
    }
    processes.forEach(ServeProcess::awaitReady);
    database = Database.open(mariadb.connection());
    server = TestServer.on(database, mariadb.connection()); // for what tests arrange
  }

  private Map<String, String> environment(int port, Path key) {
    DatabaseSettings settings = mariadb.connection();
    Map<String, String> environment = new HashMap<>();
    environment.put("USHER_HTTP_PORT", Integer.toString(port));
    environment.put("USHER_DB_URL", settings.url());
    environment.put("USHER_DB_USER", settings.user());
    environment.put("USHER_DB_PASSWORD", settings.password());
    environment.put("USHER_KEY_FILE", key.toString());
    return environment;
  }

  @AfterAll
  void stop() throws Exception {
    for (ServeProcess process : processes) {
      process.close();
    }
    server.close();
    database.close();
    mariadb.close();
  }

  @Test
  void startingTogetherOneMakesTheFirstAccount() {
    assertThat(processes.stream().map(ServeProcess::out).filter(out -> out.contains("first start")))
        .hasSize(1);
  }

  @Test
  void ofOneMorePersonThanSeatsExactlyOneIsRefusedAndLeavesNothing() throws Exception {
    for (String activation : List.of("invite", "direct")) {
      TestAccount account = server.accountWith(CATALOGUE, "activation=" + activation);
      List<Callable<Answer>> requests =
          IntStream.rangeClosed(0, SEATS)
              .<Callable<Answer>>mapToObj(
                  i ->
                      () ->
                          client(account, i % 2)
                              .createUser(
                                  "person" + i + "@example.com",
                                  "\"" + USHER + "\": {\"licenses\": [\"OG-2:KSE\"]}"))
              .toList();

      List<Answer> answers = Parallel.atOnce(requests);

      List<Answer> refused = answers.stream().filter(each -> each.status() != 201).toList();
      assertThat(refused).hasSize(1);
      assertThat(refused.get(0).status()).isEqualTo(400);
      assertThat(refused.get(0).text("/scimType")).isEqualTo("invalidValue");
      assertThat(refused.get(0).text("/detail"))
          .isEqualTo("No seat of license KSE is left in the pool of OG-2.");
      assertThat(account.number("SELECT used FROM pool WHERE account_id = ? AND seats IS NOT NULL"))
          .isEqualTo(SEATS);
      for (String table : List.of("user", "user_license")) {
        assertThat(rows(account, table)).as(table).isEqualTo(SEATS);
      }
      long invited = activation.equals("invite") ? SEATS : 0;
      assertThat(rows(account, "invitation")).isEqualTo(invited);
      assertThat(rows(account, "outbox")).isEqualTo(invited);
    }
  }

  @Test
  void ofTwoAdministratorsWhoRemoveEachOtherOneStays() throws Exception {
    for (String one : List.of(DEACTIVATED, DEMOTED)) {
      for (String other : List.of(DEACTIVATED, DEMOTED)) {
        TestAccount account = server.accountWith(CATALOGUE, "activation=direct");
        String ada = administrator(account, "ada");
        String bob = administrator(account, "bob");

        List<Integer> answers =
            Parallel.atOnce(
                List.of(
                    () -> client(account, 0).patchOps("/Users/" + bob, one).status(),
                    () -> client(account, 1).patchOps("/Users/" + ada, other).status()));

        assertThat(answers).containsExactlyInAnyOrder(200, 409);
        assertThat(account.number(ADMINISTRATORS)).isEqualTo(1);
      }
    }
  }

  @Test
  void aLinkOfOneProcessIsAcceptedByTheOther() throws Exception {
    TestAccount account = server.accountWith(CATALOGUE);
    String id = client(account, 0).createUser("ada@example.com").id();
    String link =
        client(account, 0)
            .get("/Users/" + id + "?attributes=" + USHER + ":invitation.link")
            .text("/" + USHER + "/invitation/link");
    String elsewhere = link.replace(":" + ports.get(0), ":" + ports.get(1));
    assertThat(elsewhere).isNotEqualTo(link);

    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(elsewhere + "/accept"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(client(account, 0).get("/Users/" + id).text("/" + USHER + "/status"))
        .isEqualTo("Active");
  }

  private ScimClient client(TestAccount account, int process) {
    return new ScimClient(
        URI.create("http://127.0.0.1:" + ports.get(process) + "/scim/v2"), account.token());
  }

  private static String administrator(TestAccount account, String userName) {
    return account
        .client()
        .createUser(userName, "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]")
        .id();
  }

  private static long rows(TestAccount account, String table) {
    return account.number("SELECT COUNT(*) FROM " + table + " WHERE account_id = ?");
  }
}
