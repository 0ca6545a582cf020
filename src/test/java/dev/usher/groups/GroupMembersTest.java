package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupMembersTest {
  private static final String UNKNOWN = "01900000-0000-7000-8000-000000000000";

  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final ScimClient client = account.client();
  private final GroupClient groups = new GroupClient(client);
  private final String ada = client.createUser("ada", "\"displayName\": \"Ada\"").id();
  private final String bob = client.createUser("bob").id();
  private final String eve = client.createUser("eve").id();
  private final String team = groups.create("Team").id();

  @Test
  void aMemberIsShownWithItsTypeUrlAndTodaysName() {
    String child = groups.create("Child").id();

    Answer answer = groups.add(team, ada, bob, child);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/members").toString())
        .isEqualTo(
            """
            [{"value":"%2$s","$ref":"%1$s/Users/%2$s","display":"Ada","type":"User"},\
            {"value":"%3$s","$ref":"%1$s/Users/%3$s","type":"User"},\
            {"value":"%4$s","$ref":"%1$s/Groups/%4$s","display":"Child","type":"Group"}]"""
                .formatted(client.base(), ada, bob, child));
    client.patchOps(
        "/Users/" + ada,
        "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"Countess\"}");
    assertThat(client.get("/Groups/" + team).text("/members/0/display")).isEqualTo("Countess");
    assertThat(client.get("/Groups/" + team).header("ETag")).isEqualTo(answer.header("ETag"));
  }

  @Test
  void addingIsUnderstoodInEveryShapeThatClientsSend() {
    for (String operation :
        List.of(
            "{\"op\": \"Add\", \"path\": \"members\", \"value\": [{\"$ref\": null, \"value\": \"%s\"}]}",
            "{\"op\": \"add\", \"path\": \"members\", \"value\": {\"value\": \"%s\"}}",
            "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%1$s\"}, {\"value\": \"%1$s\"}]}",
            "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\", \"type\": \"Group\", \"display\": \"x\"}]}",
            "{\"op\": \"add\", \"value\": {\"members\": [{\"value\": \"%s\"}]}}",
            "{\"op\": \"add\", \"value\": {\"id\": \"x\", \"members\": [{\"value\": \"%s\"}]}}",
            "{\"op\": \"replace\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}",
            "{\"op\": \"replace\", \"value\": {\"members\": {\"value\": \"%s\"}}}",
            "{\"op\": \"add\", \"path\": \"urn:ietf:params:scim:schemas:core:2.0:Group:members\", \"value\": [{\"value\": \"%s\"}]}")) {
      String group = groups.create("Shape " + operation.hashCode()).id();

      Answer answer = client.patchOps("/Groups/" + group, operation.formatted(ada));

      assertThat(answer.status()).as(operation).isEqualTo(200);
      assertThat(groups.members(group)).as(operation).containsExactly(ada);
    }
  }

  @Test
  void removingIsUnderstoodInEveryShapeThatClientsSend() {
    for (String operation :
        List.of(
            "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}",
            "{\"op\": \"Remove\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}",
            "{\"op\": \"remove\", \"path\": \"members\", \"value\": [{\"$ref\": null, \"value\": \"%s\"}]}",
            "{\"op\": \"remove\", \"path\": \"members\", \"value\": {\"value\": \"%s\"}}")) {
      String group =
          groups.create("Shape " + operation.hashCode(), GroupClient.withMembers(ada, bob)).id();

      Answer answer = client.patchOps("/Groups/" + group, operation.formatted(ada));

      assertThat(answer.status()).as(operation).isEqualTo(200);
      assertThat(groups.members(group)).as(operation).containsExactly(bob);
    }
  }

  @Test
  void removingWithoutAValueAndReplacingByNothingEmptyTheGroup() {
    for (String operation :
        List.of(
            "{\"op\": \"remove\", \"path\": \"members\"}",
            "{\"op\": \"replace\", \"path\": \"members\", \"value\": []}")) {
      String group =
          groups
              .create("Empty " + operation.hashCode(), GroupClient.withMembers(ada, bob, team))
              .id();

      Answer answer = client.patchOps("/Groups/" + group, operation);

      assertThat(answer.status()).as(operation).isEqualTo(200);
      assertThat(answer.lacks("/members")).as(operation).isTrue();
      assertThat(groups.members(group)).as(operation).isEmpty();
    }
  }

  @Test
  void replacingKeepsWhoIsNamedAndDropsTheOthers() {
    String child = groups.create("Child").id();
    groups.add(team, ada, bob, child);

    client.patchOps(
        "/Groups/" + team,
        "{\"op\": \"replace\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}, {\"value\": \"%s\"}]}"
            .formatted(bob, eve));

    assertThat(groups.members(team)).containsExactly(bob, eve);
  }

  @Test
  void operationsApplyInTheirOrderAndTogether() {
    groups.add(team, ada);

    Answer answer =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(bob),
            "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"Renamed\"}",
            "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(ada),
            "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(eve));

    assertThat(answer.text("/displayName")).isEqualTo("Renamed");
    assertThat(GroupClient.values(answer, "/members")).containsExactly(bob, eve);

    Answer refused =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"remove\", \"path\": \"members\"}",
            "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"Again\"}",
            "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(UNKNOWN));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(client.get("/Groups/" + team).body()).isEqualTo(answer.body());
  }

  @Test
  void removingByAnotherConditionFindsThemInTheDatabase() {
    String child = groups.create("Child").id();
    groups.add(team, ada, bob, child);

    Answer noGroups =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"remove\", \"path\": \"members[type eq \\\"Group\\\"]\"}");
    assertThat(GroupClient.values(noGroups, "/members")).containsExactly(ada, bob);
    Answer noAda =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"remove\", \"path\": \"members[display sw \\\"ad\\\"]\"}");
    assertThat(GroupClient.values(noAda, "/members")).containsExactly(bob);
  }

  @Test
  void whatChangesNothingDoesNotTouchTheGroup() {
    Answer before = groups.add(team, ada);

    assertThat(groups.add(team, ada).body()).isEqualTo(before.body());
    assertThat(groups.add(team, ada.toUpperCase(Locale.ROOT)).body()).isEqualTo(before.body());
    assertThat(groups.remove(team, bob).body()).isEqualTo(before.body());
    assertThat(groups.remove(team, "not an id").body()).isEqualTo(before.body());
    assertThat(groups.remove(team, UNKNOWN).body()).isEqualTo(before.body());
    assertThat(groups.rename(team, "Team").body()).isEqualTo(before.body());
    assertThat(client.patchOps("/Groups/" + team).body()).isEqualTo(before.body());
    assertThat(
            client
                .patchOps(
                    "/Groups/" + team,
                    "{\"op\": \"replace\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                        .formatted(ada))
                .body())
        .isEqualTo(before.body());
  }

  @Test
  void unknownIdsAreRefusedByNameAndNothingChanges() {
    Answer refused = groups.add(team, ada, UNKNOWN, "Engineering");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
    assertThat(refused.text("/detail")).contains(UNKNOWN).contains("Engineering");
    assertThat(refused.text("/detail")).doesNotContain(ada);
    assertThat(groups.members(team)).isEmpty();
    assertThat(groups.create("New", GroupClient.withMembers(UNKNOWN)).status()).isEqualTo(400);
    assertThat(client.find("/Groups", "displayName eq \"New\"").text("/totalResults"))
        .isEqualTo("0");
  }

  @Test
  void unknownIdsAreSkippedWhereTheAccountSaysSo() {
    ScimClient lenient =
        TestServer.shared().account("activation=direct", "unknownMembers=ignore").client();
    GroupClient lenientGroups = new GroupClient(lenient);
    String user = lenient.createUser("ada").id();
    String group = lenientGroups.create("Team", GroupClient.withMembers(UNKNOWN)).id();

    assertThat(lenientGroups.add(group, UNKNOWN, user, "x").status()).isEqualTo(200);
    assertThat(lenientGroups.members(group)).containsExactly(user);
  }

  @Test
  void anotherAccountsPeopleAndGroupsAreUnknown() {
    ScimClient other = TestServer.shared().account("activation=direct").client();
    String stranger = other.createUser("stranger").id();
    String strangers = new GroupClient(other).create("Strangers").id();

    assertThat(groups.add(team, stranger).status()).isEqualTo(400);
    assertThat(groups.add(team, strangers).status()).isEqualTo(400);
    assertThat(other.get("/Groups/" + team).status()).isEqualTo(404);
    assertThat(other.delete("/Groups/" + team).status()).isEqualTo(404);
    assertThat(new GroupClient(other).add(team, stranger).status()).isEqualTo(404);
    assertThat(other.put("/Groups/" + team, "{\"displayName\": \"Mine\"}").status()).isEqualTo(404);
    assertThat(other.find("/Groups", "members eq \"" + ada + "\"").text("/totalResults"))
        .isEqualTo("0");
  }

  @Test
  void aGroupIsNotItsOwnMemberButLongerCyclesAre() {
    assertThat(groups.add(team, team).status()).isEqualTo(400);
    assertThat(groups.add(team, team).text("/scimType")).isEqualTo("invalidValue");
    String other = groups.create("Other", GroupClient.withMembers(team, ada)).id();

    assertThat(groups.add(team, other).status()).isEqualTo(200);

    Answer user = client.get("/Users/" + ada);
    assertThat(GroupClient.values(user, "/groups")).containsExactlyInAnyOrder(team, other);
  }

  @Test
  void deletingAUserLeavesNoRowAndCountsUpItsGroups() {
    String version = groups.add(team, ada, bob).header("ETag");

    assertThat(client.delete("/Users/" + ada).status()).isEqualTo(204);

    Answer after = client.get("/Groups/" + team);
    assertThat(GroupClient.values(after, "/members")).containsExactly(bob);
    assertThat(after.header("ETag")).isNotEqualTo(version);
    assertThat(account.number("SELECT COUNT(*) FROM group_user WHERE account_id = ?")).isEqualTo(1);
  }

  @Test
  void membersThatAreLeftOutAreNotRead() {
    groups.add(team, ada);

    Answer without = client.get("/Groups/" + team + "?excludedAttributes=members");
    assertThat(without.lacks("/members")).isTrue();
    assertThat(without.text("/displayName")).isEqualTo("Team");
    Answer values = client.get("/Groups/" + team + "?attributes=members.value");
    assertThat(values.body().at("/members/0").size()).isEqualTo(1);
    assertThat(values.text("/members/0/value")).isEqualTo(ada);
    assertThat(values.lacks("/displayName")).isTrue();
  }

  @Test
  void aLargeGroupAnswersAPatchWithoutBodyAndIsReadWhole() {
    List<String> ids =
        IntStream.range(0, 201).mapToObj(i -> client.createUser("user" + i).id()).toList();
    assertThat(groups.add(team, ids.subList(0, 200).toArray(String[]::new)).status())
        .isEqualTo(200);

    Answer large = groups.add(team, ids.get(200));

    assertThat(large.status()).isEqualTo(204);
    assertThat(large.header("ETag")).isEqualTo(client.get("/Groups/" + team).header("ETag"));
    Answer read = client.get("/Groups/" + team);
    assertThat(read.header("ETag")).isEqualTo(read.text("/meta/version"));
    assertThat(GroupClient.values(read, "/members")).containsExactlyElementsOf(ids);
    Answer excluded =
        client.patch(
            "/Groups/" + team + "?excludedAttributes=members",
            "{\"Operations\": [{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"L\"}]}");
    assertThat(excluded.status()).isEqualTo(200);
    assertThat(excluded.text("/displayName")).isEqualTo("L");
    assertThat(client.put("/Groups/" + team, read.body().toString()).status()).isEqualTo(200);
    assertThat(groups.members(team)).hasSize(201);
  }

  @Test
  void aGroupThatLosesItsLastMemberAboveTheLimitIsShownAgain() {
    List<String> ids =
        IntStream.range(0, 202).mapToObj(i -> client.createUser("user" + i).id()).toList();
    groups.add(team, ids.toArray(String[]::new));

    assertThat(groups.remove(team, ids.get(201)).status()).isEqualTo(204);
    Answer small = groups.remove(team, ids.get(200));
    assertThat(small.status()).isEqualTo(200);
    assertThat(GroupClient.values(small, "/members")).isEqualTo(ids.subList(0, 200));
    assertThat(groups.add(team, ada).status()).isEqualTo(204);
    Answer others =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\" or value eq \\\"%s\\\"]\"}"
                .formatted(bob, eve),
            "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}".formatted(ada));
    assertThat(GroupClient.values(others, "/members")).isEqualTo(ids.subList(0, 200));
    groups.add(team, ada);
    Answer replaced =
        client.patchOps(
            "/Groups/" + team,
            "{\"op\": \"replace\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                .formatted(ada));
    assertThat(GroupClient.values(replaced, "/members")).containsExactly(ada);
  }

  @Test
  void addingSeveralAddsThoseWhoAreMissing() {
    String child = groups.create("Child").id();
    groups.add(team, bob);

    Answer added = groups.add(team, eve, bob, child, ada);

    assertThat(GroupClient.values(added, "/members")).containsExactly(ada, bob, eve, child);
    assertThat(added.header("ETag")).isEqualTo("W/\"3\"");
    for (Answer nothing :
        List.of(groups.add(team, child, ada), groups.add(team, child), groups.add(team, ada))) {
      assertThat(nothing.status()).isEqualTo(200);
      assertThat(nothing.header("ETag")).isEqualTo(added.header("ETag"));
    }
    assertThat(GroupClient.values(groups.remove(team, child), "/members"))
        .containsExactly(ada, bob, eve);
    assertThat(groups.remove(team, child).header("ETag")).isEqualTo("W/\"4\"");
  }

  @Test
  void anAccountMayWantNoBodies() {
    ScimClient silent =
        TestServer.shared().account("activation=direct", "patchAnswers=none").client();
    GroupClient silentGroups = new GroupClient(silent);
    String group = silentGroups.create("Team").id();

    Answer answer = silentGroups.rename(group, "Other");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("ETag")).isEqualTo(silent.get("/Groups/" + group).header("ETag"));
  }
}
