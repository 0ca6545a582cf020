package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How groups are nested is limited where it is written, and reading stays cheap in any case. */
class NestingLimitsTest {
  private final TestAccount account = TestServer.shared().account("unknownMembers=reject");
  private final ScimClient client = account.client();
  private final GroupClient groups = new GroupClient(client);

  @Test
  void aRingOfAThousandGroupsInOneBulkIsRefused() {
    Answer answer = bulk(1_000, i -> List.of("bulkId:g" + (i + 1) % 1_000));

    assertRefused(answer.body().at("/Operations/0/response"), "500 groups");
    assertThat(account.number("SELECT COUNT(*) FROM directory_group WHERE account_id = ?"))
        .isZero();
    assertThat(client.get("/Users?count=1000").status()).isEqualTo(200);
  }

  @Test
  void aRingCountsAsManyLevelsAsItHasGroups() {
    assertThat(bulk(10, i -> List.of("bulkId:g" + (i + 1) % 10)).text("/Operations/9/status"))
        .isEqualTo("201");
    assertRefused(
        bulk(11, i -> List.of("bulkId:g" + (i + 1) % 11)).body().at("/Operations/0/response"),
        "10 levels");
  }

  @Test
  void aChainGrowsToTenLevelsAtEitherEnd() {
    List<String> chain = chain(10);
    Answer above = groups.create("above", GroupClient.withMembers(chain.get(0)));
    assertRefused(above, "10 levels");
    String below = groups.create("below").id();
    assertRefused(groups.add(chain.get(9), below), "10 levels");
    assertRefused(
        client.put(
            "/Groups/" + chain.get(9),
            "{\"displayName\": \"g9\", %s}".formatted(GroupClient.withMembers(below))),
        "10 levels");
    assertThat(groups.members(chain.get(9))).isEmpty();
    assertThat(groups.add(chain.get(8), below).status()).isEqualTo(200);
    assertThat(groups.remove(chain.get(4), chain.get(5)).status()).isEqualTo(200);
    assertThat(groups.add(chain.get(9), below).status()).isEqualTo(200);
  }

  @Test
  void twoChainsAreJoinedOnlyWhenTheyAreShortTogether() {
    List<String> upper = chain(6);
    List<String> lower = chain(5);
    assertRefused(groups.add(upper.get(5), lower.get(0)), "10 levels");
    assertThat(groups.add(upper.get(4), lower.get(0)).status()).isEqualTo(200);
  }

  @Test
  void aGroupHasAtMostFiveHundredGroupsAroundIt() {
    List<String> wide = many("wide", 499);
    String root = groups.create("root", GroupClient.withMembers(wide.toArray(String[]::new))).id();
    assertThat(groups.members(root)).hasSize(499);

    String one = groups.create("one more").id();
    assertRefused(groups.add(root, one), "500 groups");
    assertRefused(groups.add(wide.get(7), one), "500 groups"); // it is above wide 7 as well
    String two = groups.create("with two", GroupClient.withMembers(one)).id();
    assertThat(groups.add(one, wide.get(7)).status()).isEqualTo(200);
    assertThat(groups.add(two, wide.get(8)).status()).isEqualTo(200);
  }

  @Test
  void peopleComeAndGoWithoutTheCheck() {
    String user = client.createUser("somebody").id();
    String group = groups.create("people", GroupClient.withMembers(user)).id();
    groups.add(group, client.createUser("somebody else").id());
    groups.remove(group, user);
    assertThat(account.number("SELECT COUNT(*) FROM group_nesting WHERE account_id = ?")).isZero();
  }

  @Test
  @Timeout(120)
  void thoseWhoNestAtOnceDoNotPassTheLimitTogether() throws Exception {
    List<String> nodes = many("node", 16);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (TestServer other = TestServer.another()) {
      List<ScimClient> processes = List.of(client, other.client(account));
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        int at = i * 7 % 15; // not in the order of the chain
        ScimClient process = processes.get(i % 2);
        answers.add(
            threads.submit(
                () -> new GroupClient(process).add(nodes.get(at), nodes.get(at + 1)).status()));
      }
      int added = 0;
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 400, 503);
        added += answer.get() == 200 ? 1 : 0;
      }
      assertThat(added).isGreaterThan(5);
    } finally {
      threads.shutdownNow();
    }
    int longest = 0;
    int length = 1;
    for (int i = 0; i < 15; i++) {
      length = groups.members(nodes.get(i)).isEmpty() ? 1 : length + 1;
      longest = Math.max(longest, length);
    }
    assertThat(longest).isLessThanOrEqualTo(10);
  }

  @Test
  @Timeout(120)
  void anAccountThatIsAboveTheLimitsAlreadyIsReadInTime() throws SQLException {
    List<UUID> users =
        stored(
            1_000, "user", "user_name, status, organization_id, profile", "'Active', 'OG-1', '{}'");
    List<UUID> ring = stored(1_000, "directory_group", "display_name", "");
    pairs("group_user", "user_id", ring, users);
    List<UUID> next = new ArrayList<>(ring.subList(1, ring.size()));
    next.add(ring.get(0));
    pairs("group_group", "child_id", ring, next);
    String loner = client.createUser("loner").id();
    groups.create("small", GroupClient.withMembers(loner));
    long start = System.nanoTime();

    Answer page = client.get("/Users?count=1000");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().path("Resources")).hasSize(1_000);
    assertThat(page.body().at("/Resources/0").has("groups")).isFalse();
    String shown = client.find("/Users", "userName eq \"loner\"").body().toString();
    assertThat(shown).contains("small");
    Answer one = client.get("/Users/" + users.get(3));
    assertThat(one.body().path("groups")).hasSize(1_000);
    Answer of = client.find("/Users", "groups.value eq \"" + ring.get(5) + "\"");
    assertThat(of.body().path("totalResults").asInt()).isEqualTo(1_000);
    assertThat(client.find("/Users", "groups pr").status()).isEqualTo(200);
    Answer search = client.post("/.search", "{\"count\": 1000, \"filter\": \"userName pr\"}");
    assertThat(search.status()).isEqualTo(200);
    Answer noMore = groups.add(ring.get(3).toString(), ring.get(7).toString());
    assertRefused(noMore, "500 groups");
    assertThat(groups.remove(ring.get(0).toString(), ring.get(1).toString()).status())
        .isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  /** Rows that no request could make any more. */
  private List<UUID> stored(int count, String table, String columns, String values)
      throws SQLException {
    List<UUID> ids = new ArrayList<>();
    String name = columns.contains("user_name") ? "user" : "group";
    String variant = name.equals("user") ? "8000" : "9000"; // no user has the id of a group
    try (Connection connection = TestDatabase.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO %s (account_id, id, version, created_at, last_modified, %s) VALUES (?, ?, 1, NOW(3), NOW(3), ?%s)"
                    .formatted(table, columns, values.isEmpty() ? "" : ", " + values))) {
      for (int i = 0; i < count; i++) {
        UUID id = UUID.fromString("019a0000-0000-7000-%s-%012d".formatted(variant, i));
        ids.add(id);
        insert.setObject(1, account.id());
        insert.setObject(2, id);
        insert.setString(3, name + i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return ids;
  }

  private void pairs(String table, String column, List<UUID> in, List<UUID> members)
      throws SQLException {
    try (Connection connection = TestDatabase.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO %s (account_id, group_id, %s) VALUES (?, ?, ?)"
                    .formatted(table, column))) {
      for (int i = 0; i < in.size(); i++) {
        insert.setObject(1, account.id());
        insert.setObject(2, in.get(i));
        insert.setObject(3, members.get(i));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private List<String> chain(int length) {
    String prefix = "chain " + UUID.randomUUID() + " ";
    List<String> chain = new ArrayList<>();
    String below = null;
    for (int i = length - 1; i >= 0; i--) {
      String[] members =
          below == null ? new String[0] : new String[] {GroupClient.withMembers(below)};
      Answer created = groups.create(prefix + i, members);
      assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
      below = created.id();
      chain.add(0, below);
    }
    return chain;
  }

  private List<String> many(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> groups.create(name + i).id()).toList();
  }

  private Answer bulk(int count, IntFunction<List<String>> members) {
    String operations =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    """
                    {"method": "POST", "path": "/Groups", "bulkId": "g%d", "data":
                      {"displayName": "ring of %d: %d", %s}}"""
                        .formatted(
                            i,
                            count,
                            i,
                            GroupClient.withMembers(members.apply(i).toArray(String[]::new))))
            .collect(Collectors.joining(","));
    return client.post(
        "/Bulk",
        "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"], \"Operations\": ["
            + operations
            + "]}");
  }

  private static void assertRefused(Answer answer, String limit) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    assertRefused(answer.body(), limit);
  }

  private static void assertRefused(JsonNode error, String limit) {
    assertThat(error.path("status").asText()).as(error.toString()).isEqualTo("400");
    assertThat(error.path("scimType").asText()).isEqualTo("invalidValue");
    assertThat(error.path("detail").asText()).contains(limit);
  }
}
