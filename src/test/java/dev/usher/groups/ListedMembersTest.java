package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.directory.query.ListLimits;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** A list of groups carries the members of those that have few. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListedMembersTest {
  private static final int LISTED = 200;

  private final TestAccount account = TestServer.shared().account();
  private final ScimClient client = account.client();
  private final GroupClient groups = new GroupClient(client);
  private String none;
  private String odd;
  private String nested;
  private String full;
  private String tooMany;
  private String tooManyOfBothKinds;

  @BeforeAll
  void groups() throws SQLException {
    none = groups.create("none").id();
    String quoted =
        client.createUser("q", "\"displayName\": \"\\\"Q\\\\ \\t\u00e9\ud83d\ude00\"").id();
    String nameless = client.createUser("nameless").id();
    odd = groups.create("odd", GroupClient.withMembers(quoted, nameless)).id();
    nested = groups.create("nested", GroupClient.withMembers(none, odd, nameless)).id();
    try (Connection connection = TestDatabase.connect()) {
      run(
          connection,
          "INSERT INTO user (account_id, id, user_name, display_name, status, organization_id,"
              + " profile, version, created_at, last_modified) SELECT ?,"
              + " CONCAT('019a0000-0000-7000-8000-', LPAD(seq, 12, '0')), CONCAT('user', seq),"
              + " CONCAT('User ', seq), 'Active', 'OG-1', '{}', 1, NOW(3), NOW(3)"
              + " FROM seq_1_to_201");
    }
    full = groups.create("full", GroupClient.withMembers(none)).id();
    join(full, LISTED - 1);
    tooMany = groups.create("too many").id();
    join(tooMany, LISTED + 1);
    tooManyOfBothKinds = groups.create("too many of both kinds", GroupClient.withMembers(odd)).id();
    join(tooManyOfBothKinds, LISTED);
  }

  private void join(String group, int users) throws SQLException {
    try (Connection connection = TestDatabase.connect()) {
      run(
          connection,
          "INSERT INTO group_user (account_id, group_id, user_id) SELECT account_id, '%s', id"
                  .formatted(group)
              + " FROM user WHERE account_id = ? AND id BETWEEN"
              + " '019a0000-0000-7000-8000-000000000001' AND '019a0000-0000-7000-8000-%012d'"
                  .formatted(users));
    }
  }

  private void run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, account.id());
      statement.executeUpdate();
    }
  }

  @Test
  void everyListShowsASmallGroupAsItIsReadById() {
    for (Answer list :
        List.of(
            client.get("/Groups"),
            client.get("/Groups?sortBy=displayName&sortOrder=descending"),
            client.get("/Groups?excludedAttributes=meta.location"),
            client.find("/Groups", "displayName pr"),
            client.post("/Groups/.search", "{}"),
            client.post("/.search", "{\"count\": 1000}"),
            client.get("?count=1000"),
            client.get("?sortBy=id&filter=displayName%20pr&count=1000"))) {
      assertThat(list.status()).isEqualTo(200);
      for (String each : List.of(none, odd, nested, full)) {
        JsonNode read = client.get("/Groups/" + each).body();
        assertThat(of(list, each).path("members")).as(each).isEqualTo(read.path("members"));
      }
      assertThat(of(list, none).has("members")).isFalse();
      assertThat(of(list, full).path("members")).hasSize(LISTED);
      assertThat(of(list, tooMany).has("members")).isFalse();
      assertThat(of(list, tooManyOfBothKinds).has("members")).isFalse();
    }
    assertThat(of(client.get("/Groups"), nested).path("members").findValuesAsText("type"))
        .containsExactly("User", "Group", "Group");
  }

  @Test
  void whetherAGroupIsListedWithItsMembersDoesNotDependOnThePage() {
    Map<String, JsonNode> whole = byId(List.of(client.get("/Groups")));
    for (int count = 1; count <= 4; count++) {
      List<Answer> byIndex = new ArrayList<>();
      for (int start = 1; start <= whole.size(); start += count) {
        byIndex.add(client.get("/Groups?startIndex=%d&count=%d".formatted(start, count)));
      }
      assertThat(byId(byIndex)).isEqualTo(whole);
      assertThat(byId(walk("/Groups?count=" + count, "/Groups/.search", count))).isEqualTo(whole);
      Map<String, JsonNode> atRoot = byId(walk("?count=" + count, "/.search", count));
      assertThat(atRoot).containsAllEntriesOf(whole);
    }
  }

  /** Its first page by GET, the further ones by POST. */
  private List<Answer> walk(String first, String search, int count) {
    List<Answer> pages = new ArrayList<>(List.of(client.get(first + "&cursor=")));
    while (!pages.get(pages.size() - 1).lacks("/nextCursor")) {
      String cursor = pages.get(pages.size() - 1).text("/nextCursor");
      Answer next =
          client.post(search, "{\"count\": %d, \"cursor\": \"%s\"}".formatted(count, cursor));
      assertThat(next.status()).as(next.body().toString()).isEqualTo(200);
      pages.add(next);
    }
    return pages;
  }

  @Test
  void attributesMeansAllMembers() {
    for (Answer list :
        List.of(
            client.get("/Groups?attributes=members.value"),
            client.post("/.search", "{\"attributes\": [\"members\"], \"count\": 1000}"))) {
      assertThat(of(list, odd).path("members")).hasSize(2);
      assertThat(of(list, tooMany).path("members")).hasSize(LISTED + 1);
      assertThat(of(list, tooManyOfBothKinds).path("members")).hasSize(LISTED + 1);
    }
  }

  @Test
  void aSubAttributeCanBeLeftOut() {
    JsonNode member =
        of(client.get("/Groups?excludedAttributes=members.$ref"), odd).at("/members/0");
    assertThat(member.has("$ref")).isFalse();
    assertThat(member.has("value")).isTrue();
  }

  @Test
  void theMembersOfAPageAreReadInOneStatementAndWhenTheyAreLeftOutInNone() {
    for (String list : List.of("/Groups", "/Groups?count=3&cursor=", "?count=25&sortBy=members")) {
      assertThat(membersRead(() -> assertThat(client.get(list).status()).isEqualTo(200)))
          .as(list)
          .containsExactly("few");
    }
    for (String list :
        List.of(
            "/Groups?excludedAttributes=members",
            "/Groups?attributes=displayName",
            "?excludedAttributes=members&sortBy=members")) {
      assertThat(membersRead(() -> assertThat(client.get(list).status()).isEqualTo(200)))
          .as(list)
          .isEmpty();
    }
  }

  @Test
  void aServerCanListGroupsWithoutMembersOrWithThoseOfSmallerOnes() {
    try (TestServer without = TestServer.anotherWith(new ListLimits(2_500, 100, 0));
        TestServer fewer = TestServer.anotherWith(new ListLimits(2_500, 100, 2))) {
      Answer list = without.client(account).get("/Groups");
      assertThat(of(list, odd).has("members")).isFalse();
      assertThat(of(without.client(account).get("/Groups?attributes=members"), odd).path("members"))
          .hasSize(2);
      Answer smaller = fewer.client(account).get("/Groups");
      assertThat(of(smaller, odd).path("members")).hasSize(2);
      assertThat(of(smaller, nested).has("members")).isFalse();
    }
  }

  @Test
  void theSchemaSaysWhichMembersAListCarries() {
    Answer schema = client.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group");
    JsonNode members =
        schema.body().path("attributes").findParents("name").stream()
            .filter(each -> each.path("name").asText().equals("members"))
            .findFirst()
            .orElseThrow();
    assertThat(members.path("returned").asText()).isEqualTo("default");
    assertThat(members.path("description").asText()).contains("A list carries");
  }

  /** The names of the statements on members of this account that were sent meanwhile. */
  private List<String> membersRead(Runnable work) {
    Logger mappers = (Logger) LoggerFactory.getLogger("dev.usher.store.group.MemberMapper");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    mappers.setAdditive(false);
    mappers.setLevel(Level.DEBUG);
    mappers.addAppender(log);
    try {
      work.run();
    } finally {
      mappers.detachAppender(log);
      mappers.setLevel(null);
      mappers.setAdditive(true);
    }
    return List.copyOf(log.list).stream()
        .filter(event -> event.getFormattedMessage().contains("Parameters: "))
        .filter(event -> event.getFormattedMessage().contains(account.id().toString()))
        .map(event -> event.getLoggerName().replaceFirst(".*[.]", ""))
        .filter(statement -> !statement.equals("directMemberships")) // of users
        .toList();
  }

  private static Map<String, JsonNode> byId(List<Answer> pages) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Answer page : pages) {
      page.body()
          .path("Resources")
          .forEach(each -> assertThat(found.put(each.path("id").asText(), each)).isNull());
    }
    return found;
  }

  private static JsonNode of(Answer list, String id) {
    return byId(List.of(list)).get(id);
  }
}
