package dev.usher.cluster;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.usher.store.Database;
import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A Galera cluster of three nodes with an Usher each keeps every rule that one server keeps. Row
 * locks end at their node; what holds here holds because the rows that protect the rules are
 * written.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GaleraTest {
  private static final int SEATS = 10;
  private static final int CONNECTIONS = 24;
  private static final String CATALOGUE =
      """
      organizations: [{id: OG-1, displayName: Headquarters, default: true}]
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Account Admin, administrative: true}
      licenses: [{id: KSE, displayName: Studio, seats: %d}]
      """
          .formatted(SEATS);
  private static final String ADMINISTRATORS =
      """
      SELECT COUNT(*) FROM user u JOIN user_role r ON r.account_id = u.account_id AND r.user_id = u.id
      WHERE u.account_id = ? AND u.status = 'Active' AND r.value = 'ACCOUNT_ADMIN'""";

  private final List<Database> databases = new ArrayList<>();
  private final List<TestServer> servers = new ArrayList<>();
  private GaleraCluster cluster;

  @BeforeAll
  void start() throws Exception {
    Optional<GaleraPrograms> programs = GaleraPrograms.find();
    assumeTrue(programs.isPresent(), GaleraPrograms.TO_INSTALL);
    cluster = GaleraCluster.start(programs.get());
    for (GaleraNode node : cluster.nodes()) {
      databases.add(Database.open(node.settings()));
    }
    // As three processes do that are started for the first time.
    List<Integer> migrations =
        Parallel.atOnce(
            databases.stream()
                .<Callable<Integer>>map(database -> () -> database.migrate())
                .toList());
    assertThat(migrations).filteredOn(count -> count > 0).hasSize(1);
    for (int i = 0; i < databases.size(); i++) {
      servers.add(TestServer.on(databases.get(i), cluster.nodes().get(i).settings()));
    }
  }

  @AfterAll
  void stop() throws Exception {
    servers.forEach(TestServer::close);
    databases.forEach(Database::close);
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void ofOneMorePersonThanSeatsExactlyOneGoesWithout() throws Exception {
    for (String activation : List.of("invite", "direct", "invite")) {
      TestAccount account = servers.get(0).accountWith(CATALOGUE, "activation=" + activation);

      List<Answer> answers =
          Parallel.atOnce(
              requests(
                  SEATS + 1,
                  i ->
                      client(account, i)
                          .createUser(
                              "person" + i + "@example.com",
                              "\"" + USHER + "\": {\"licenses\": [\"KSE\"]}")));

      List<Answer> refused = answers.stream().filter(each -> each.status() != 201).toList();
      assertThat(refused).extracting(Answer::status).containsExactly(400);
      assertThat(refused.get(0).text("/detail"))
          .isEqualTo("No seat of license KSE is left in the account's pool.");
      onEveryNode(account, "SELECT used FROM pool WHERE account_id = ?", SEATS);
      onEveryNode(account, "SELECT COUNT(*) FROM user WHERE account_id = ?", SEATS);
      onEveryNode(account, "SELECT COUNT(*) FROM user_license WHERE account_id = ?", SEATS);
      onEveryNode(
          account,
          "SELECT COUNT(*) FROM invitation WHERE account_id = ?",
          activation.equals("invite") ? SEATS : 0);
    }
  }

  @Test
  @Order(2)
  void ofAdministratorsWhoRemoveEachOtherOneStays() throws Exception {
    List<Removal> removals =
        List.of(
            (client, id) -> client.delete("/Users/" + id),
            (client, id) -> client.patchOps("/Users/" + id, replace("active", "false")),
            (client, id) -> client.patchOps("/Users/" + id, replace("roles", "[]")));
    for (int round = 0; round < removals.size(); round++) {
      TestAccount account = servers.get(0).accountWith(CATALOGUE, "activation=direct");
      List<String> administrators =
          IntStream.range(0, servers.size())
              .mapToObj(
                  i ->
                      account
                          .client()
                          .createUser("admin" + i, "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]")
                          .id())
              .toList();
      int first = round;

      List<Answer> answers =
          Parallel.atOnce(
              requests(
                  administrators.size(),
                  i ->
                      removals
                          .get((first + i) % removals.size())
                          .apply(client(account, i), administrators.get(i))));

      assertThat(answers)
          .extracting(Answer::status)
          .containsOnlyOnce(409)
          .isSubsetOf(200, 204, 409);
      onEveryNode(account, ADMINISTRATORS, 1);
    }
  }

  @Test
  @Order(3)
  void aWorkerOnEachNodeSendsEachMailOnce() throws Exception {
    TestAccount account = servers.get(0).account();
    int mails = 60;
    List<Answer> created =
        Parallel.over(
            CONNECTIONS,
            requests(mails, i -> client(account, i).createUser("ada" + i + "@example.com")));
    assertThat(created).extracting(Answer::status).containsOnly(201);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61));
    Queue<String> sent = new ConcurrentLinkedQueue<>();

    Parallel.atOnce(
        servers.stream()
            .<Callable<Integer>>map(
                server ->
                    () ->
                        server
                            .wiringAt(later)
                            .mailSender(
                                (message, file) ->
                                    sent.add(message.getAllRecipients()[0].toString()),
                                "usher@example.com")
                            .sendDue())
            .toList());

    assertThat(sent.stream().filter(address -> address.startsWith("ada")))
        .hasSize(mails)
        .doesNotHaveDuplicates();
    onEveryNode(account, "SELECT COUNT(*) FROM outbox WHERE account_id = ?", 0);
    onEveryNode(
        account, "SELECT COUNT(*) FROM invitation WHERE account_id = ? AND send_count = 1", mails);
  }

  @Test
  @Order(4)
  void aThousandAddsOneMemberEachLoseNone() throws Exception {
    int members = 1_000;
    TestAccount account = servers.get(0).account("activation=direct");
    List<Answer> users =
        Parallel.over(
            CONNECTIONS, requests(members, i -> client(account, i).createUser("user" + i)));
    assertThat(users).extracting(Answer::status).containsOnly(201);
    String group = client(account, 0).post("/Groups", "{\"displayName\": \"Everybody\"}").id();

    List<Answer> answers =
        Parallel.over(
            CONNECTIONS, requests(members, i -> add(client(account, i), group, users.get(i).id())));

    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 204);
    onEveryNode(account, "SELECT COUNT(*) FROM group_user WHERE account_id = ?", members);
    onEveryNode(account, "SELECT version FROM directory_group WHERE account_id = ?", members + 1);
  }

  @Test
  @Order(5)
  void whatWasAnsweredSurvivesTheDeathOfANodeAndOfTheMajority() throws Exception {
    TestAccount account = servers.get(0).account();
    GaleraNode victim = cluster.nodes().get(2);

    List<Answer> answers =
        Parallel.over(
            CONNECTIONS,
            requests(
                240,
                i -> {
                  if (i == 80) {
                    victim.kill();
                  }
                  return client(account, i).createUser("user" + i + "@example.com");
                }));

    assertThat(answers).extracting(Answer::status).contains(201).isSubsetOf(201, 503);
    assertThat(answers.subList(200, 240).stream().map(Answer::status)).contains(201);
    List<TestServer> alive = servers.subList(0, 2);
    for (Answer answer : answers) {
      if (answer.status() == 201) {
        for (TestServer server : alive) {
          assertThat(server.client(account).get("/Users/" + answer.id()).status()).isEqualTo(200);
        }
      }
    }
    assertUnavailable(servers.get(2), account);
    assertThat(health(servers.get(0))).isEqualTo(200);
    assertThat(health(servers.get(1))).isEqualTo(200);

    // One of two that remain is no majority: it must not serve what may be stale.
    cluster.nodes().get(1).kill();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(health(servers.get(0))).isEqualTo(503));
    assertUnavailable(servers.get(0), account);
  }

  /** As a client does that is told to come back: who loses its race for 5 s has added nobody. */
  private static Answer add(ScimClient client, String group, String user) {
    Answer answer;
    do {
      answer =
          client.patchOps(
              "/Groups/" + group,
              "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                  .formatted(user));
    } while (answer.status() == 503);
    return answer;
  }

  private static void assertUnavailable(TestServer server, TestAccount account) throws Exception {
    ScimClient client = server.client(account);
    List<Answer> answers =
        Parallel.atOnce(
            List.of(() -> client.createUser("late@example.com"), () -> client.get("/Users")));
    for (Answer answer : answers) {
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }
    assertThat(health(server)).isEqualTo(503);
  }

  private static int health(TestServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.root() + "/health/ready")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private void onEveryNode(TestAccount account, String sql, long expected) {
    for (GaleraNode node : cluster.nodes()) {
      assertThat(Sql.number(node.settings(), sql, account.id())).as(sql).isEqualTo(expected);
    }
  }

  private interface Request {
    Answer send(int number) throws Exception;
  }

  private interface Removal {
    Answer apply(ScimClient client, String id);
  }

  private static List<Callable<Answer>> requests(int count, Request request) {
    return IntStream.range(0, count)
        .<Callable<Answer>>mapToObj(i -> () -> request.send(i))
        .toList();
  }

  /** The account through the servers by turns. */
  private ScimClient client(TestAccount account, int number) {
    return servers.get(number % servers.size()).client(account);
  }

  private static String replace(String path, String value) {
    return "{\"op\": \"replace\", \"path\": \"%s\", \"value\": %s}".formatted(path, value);
  }
}
