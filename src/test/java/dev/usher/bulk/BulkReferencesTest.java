package dev.usher.bulk;

import static dev.usher.bulk.BulkClient.delete;
import static dev.usher.bulk.BulkClient.detail;
import static dev.usher.bulk.BulkClient.group;
import static dev.usher.bulk.BulkClient.id;
import static dev.usher.bulk.BulkClient.members;
import static dev.usher.bulk.BulkClient.patch;
import static dev.usher.bulk.BulkClient.post;
import static dev.usher.bulk.BulkClient.results;
import static dev.usher.bulk.BulkClient.statuses;
import static dev.usher.bulk.BulkClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Operations that refer to what others of the same Bulk create (RFC 7644 §3.7.1, §3.7.2). */
class BulkReferencesTest {
  private static final String MANAGER = "/" + ScimClient.ENTERPRISE.replace("/", "~1") + "/manager";

  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final ScimClient client = account.client();
  private final BulkClient bulk = new BulkClient(client);

  @Test
  void aGroupHasTheUserThatIsCreatedBeforeIt() {
    Answer answer =
        bulk.send(
            user("qwerty", "Alice"), group("ytrewq", "Tour Guides", members("bulkId:qwerty")));

    assertThat(statuses(answer)).containsExactly("201", "201");
    assertThat(memberIds(id(answer, 1))).containsExactly(id(answer, 0));
  }

  @Test
  void aGroupWaitsForTheUserThatIsCreatedAfterIt() {
    Answer answer =
        bulk.send(
            group("ytrewq", "Tour Guides", members("bulkId:qwerty")), user("qwerty", "Alice"));

    assertThat(statuses(answer)).containsExactly("201", "201");
    assertThat(results(answer).get(0).path("bulkId").asText()).isEqualTo("ytrewq");
    assertThat(memberIds(id(answer, 0))).containsExactly(id(answer, 1));
  }

  @Test
  void groupsThatAreMembersOfEachOtherAreCreated() {
    Answer answer =
        bulk.send(
            group("qwerty", "Group A", members("bulkId:ytrewq")),
            group("ytrewq", "Group B", members("bulkId:qwerty")));

    assertThat(statuses(answer)).containsExactly("201", "201");
    assertThat(memberIds(id(answer, 0))).containsExactly(id(answer, 1));
    assertThat(memberIds(id(answer, 1))).containsExactly(id(answer, 0));
    assertThat(results(answer))
        .extracting(result -> result.path("version").asText())
        .containsOnly("W/\"1\"");
    assertThat(
            account.number(
                "SELECT COUNT(*) FROM audit_event WHERE account_id = ? AND action ="
                    + " 'group.created' AND after_values LIKE '%members%'"))
        .isEqualTo(2);
  }

  @Test
  void aCircleOfTenGroupsIsCreated() {
    int size = 10;
    Answer answer =
        bulk.send(
            IntStream.range(0, size)
                .mapToObj(i -> group("g" + i, "Group " + i, members("bulkId:g" + (i + 1) % size)))
                .toList());

    assertThat(statuses(answer)).hasSize(size).containsOnly("201");
    assertThat(memberIds(id(answer, size - 1))).containsExactly(id(answer, 0));
  }

  @Test
  void groupsThatReferToEachOtherAreCreatedTogetherOrNotAtAll() {
    client.post("/Groups", "{\"displayName\": \"Taken\"}");

    Answer answer =
        bulk.send(
            group("a", "Group A", members("bulkId:b")),
            group("b", "Taken", members("bulkId:a")),
            user("c", "bystander"));

    assertThat(statuses(answer)).containsExactly("409", "409", "201");
    assertThat(detail(answer, 0)).contains("Taken", "“a”", "“b”");
    assertThat(client.get("/Groups").text("/totalResults")).isEqualTo("1");
  }

  @Test
  void usersThatManageEachOtherAreCreated() {
    Answer answer =
        bulk.send(user("a", "ada", managedBy("bulkId:b")), user("b", "bob", managedBy("bulkId:a")));

    assertThat(statuses(answer)).containsExactly("201", "201");
    assertThat(manager(id(answer, 0))).isEqualTo(id(answer, 1));
    assertThat(manager(id(answer, 1))).isEqualTo(id(answer, 0));
  }

  @Test
  void aManagerWhoCouldNotBeCreatedIsNotReferredTo() {
    client.createUser("taken");

    Answer answer =
        bulk.send(
            user("a", "ada", managedBy("bulkId:b")),
            user("b", "taken", managedBy("bulkId:a")),
            user("c", "cleo", managedBy("bulkId:b")));

    assertThat(statuses(answer)).containsExactly("409", "409", "409");
    assertThat(detail(answer, 2)).contains("“b”");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("1");
  }

  @Test
  void whatOneUserOfACircleIsRefusedIsNoRefusalOfAnother() {
    client.createUser("taken");

    Answer answer =
        bulk.send(
            user("a", "Taken", managedBy("bulkId:b")),
            user(
                "b",
                "bob",
                "\"%s\": {\"licenses\": [\"KSE\"]}".formatted(ScimClient.USHER),
                managedBy("bulkId:a")));

    assertThat(statuses(answer)).containsExactly("409", "409");
    assertThat(detail(answer, 0)).contains("“Taken” is taken");
    assertThat(
            account.number(
                "SELECT COUNT(*) FROM audit_event WHERE account_id = ? AND outcome = 'refused'"))
        .isZero();
  }

  @Test
  void aUserMayBeTheirOwnManagerAndAGroupIsNeverItsOwnMember() {
    Answer answer =
        bulk.send(
            user("a", "ada", managedBy("bulkId:a")), group("b", "Group", members("bulkId:b")));

    assertThat(statuses(answer)).containsExactly("201", "400");
    assertThat(manager(id(answer, 0))).isEqualTo(id(answer, 0));
    assertThat(detail(answer, 1)).contains("its own member");
  }

  @Test
  void referencesWorkInPathsInRefsInValuePathsAndAsBareTexts() {
    String group = client.post("/Groups", "{\"displayName\": \"Old\"}").id();
    Answer answer =
        bulk.send(
            patch(
                "/Groups/bulkId:g",
                "{\"op\": \"remove\", \"path\": \"members[value eq \\\"bulkId:b\\\"]\"}"),
            group("g", "New", members("bulkId:a", "bulkId:b")),
            user("a", "ada"),
            user(
                "b",
                "bob",
                "\"%s\": {\"manager\": {\"value\": \"bulkId:a\", \"$ref\": \"../Users/bulkId:a\"}}"
                    .formatted(ScimClient.ENTERPRISE)),
            user(
                "c",
                "cleo",
                "\"%s\": {\"manager\": \"bulkId:a\"}".formatted(ScimClient.ENTERPRISE)),
            patch(
                "/Groups/" + group,
                "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"bulkId:c\"}]}"));

    assertThat(statuses(answer)).containsExactly("200", "201", "201", "201", "201", "200");
    assertThat(results(answer).get(0).path("location").asText())
        .isEqualTo(client.base() + "/Groups/" + id(answer, 1));
    assertThat(memberIds(id(answer, 1))).containsExactly(id(answer, 2));
    assertThat(manager(id(answer, 3))).isEqualTo(id(answer, 2));
    assertThat(client.get("/Users/" + id(answer, 3)).text(MANAGER + "/$ref"))
        .isEqualTo(client.base() + "/Users/" + id(answer, 2));
    assertThat(manager(id(answer, 4))).isEqualTo(id(answer, 2));
    assertThat(memberIds(group)).containsExactly(id(answer, 4));
  }

  @Test
  void whatIsCreatedCanBeChangedInvitedAndDeletedInTheSameBulk() {
    TestAccount inviting = TestServer.shared().account();
    Answer answer =
        new BulkClient(inviting.client())
            .send(
                user("a", "ada@example.org", "\"active\": false"),
                patch(
                    "/Users/bulkId:a",
                    "{\"op\": \"replace\", \"path\": \"nickName\", \"value\": \"A\"}"),
                post("/Invitations", "i", "{\"user\": {\"value\": \"bulkId:a\"}}"),
                user("b", "bob"),
                delete("/Users/bulkId:b"));

    assertThat(statuses(answer)).containsExactly("201", "200", "201", "201", "204");
    Answer ada = inviting.client().get("/Users/" + id(answer, 0));
    assertThat(ada.text("/nickName")).isEqualTo("A");
    assertThat(ada.body().at("/" + ScimClient.USHER + "/status").asText()).isEqualTo("Pending");
    assertThat(inviting.client().get("/Users").text("/totalResults")).isEqualTo("1");
  }

  @Test
  void referencesToNothingToTwoAndToTheWrongKindAreRefused() {
    Answer answer =
        bulk.send(
            group("a", "A", members("bulkId:nobody")),
            user("twice", "one"),
            user("twice", "two"),
            group("b", "B", members("bulkId:twice")),
            user("c", "cleo", managedBy("bulkId:d")),
            group("d", "D"),
            delete("/Users/bulkId:d"));

    assertThat(statuses(answer)).containsExactly("409", "400", "400", "409", "400", "201", "400");
    assertThat(detail(answer, 0)).contains("nobody");
    assertThat(detail(answer, 3)).contains("twice");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @Test
  void failuresSpreadToWhoeverDependsOnThem() {
    Answer answer =
        bulk.send(
            post("/Users", "a", "{}"),
            group("b", "B", members("bulkId:a")),
            group("c", "C", members("bulkId:b")),
            delete("/Groups/bulkId:c"),
            user("d", "dan"));

    assertThat(statuses(answer)).containsExactly("400", "409", "409", "409", "201");
    assertThat(detail(answer, 1)).contains("“a”");
    assertThat(detail(answer, 2)).contains("“b”");
    assertThat(client.get("/Groups").text("/totalResults")).isEqualTo("0");
  }

  @Test
  void aNameThatLooksLikeAReferenceIsAName() {
    Answer answer = bulk.send(user("a", "bulkId:a", "\"displayName\": \"bulkId:nobody\""));

    assertThat(statuses(answer)).containsExactly("201");
    assertThat(client.get("/Users/" + id(answer, 0)).text("/userName")).isEqualTo("bulkId:a");
  }

  @Test
  void aCircleOfAHundredAndFiftyPeopleIsCreated() {
    int size = 150;
    Answer answer =
        bulk.send(
            IntStream.range(0, size)
                .mapToObj(i -> user("u" + i, "user" + i, managedBy("bulkId:u" + (i + 1) % size)))
                .toList());

    assertThat(statuses(answer)).hasSize(size).containsOnly("201");
    assertThat(manager(id(answer, size - 1))).isEqualTo(id(answer, 0));
  }

  @Test
  void aChainOfGroupsInTheWrongOrderIsUntangled() {
    int length = 9;
    List<String> operations = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      operations.add(group("g" + i, "Group " + i, members("bulkId:g" + (i + 1))));
    }
    operations.add(group("g" + length, "Group " + length));

    Answer answer = bulk.send(operations);

    assertThat(statuses(answer)).hasSize(length + 1).containsOnly("201");
    assertThat(memberIds(id(answer, 0))).containsExactly(id(answer, 1));
  }

  @Test
  void aLongChainInTheWrongOrderIsUntangled() {
    int length = 300;
    List<String> operations = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      operations.add(user("u" + i, "user" + i, managedBy("bulkId:u" + (i + 1))));
    }
    operations.add(user("u" + length, "user" + length));

    Answer answer = bulk.send(operations);

    assertThat(statuses(answer)).hasSize(length + 1).containsOnly("201");
    assertThat(manager(id(answer, 0))).isEqualTo(id(answer, 1));
  }

  private static String managedBy(String value) {
    return "\"%s\": {\"manager\": {\"value\": \"%s\"}}".formatted(ScimClient.ENTERPRISE, value);
  }

  private String manager(String user) {
    return client.get("/Users/" + user).text(MANAGER + "/value");
  }

  private List<String> memberIds(String group) {
    JsonNode members = client.get("/Groups/" + group).body().path("members");
    return StreamSupport.stream(members.spliterator(), false)
        .map(member -> member.path("value").asText())
        .toList();
  }
}
