package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RootSearchTest {
  private static TestAccount account;
  private static ScimClient client;
  private static String ada;
  private static String red;
  private static String bob;
  private static String blue;
  private static String cyd;

  @BeforeAll
  static void usersAndGroupsInTurn() {
    account = TestServer.shared().account("activation=direct");
    client = account.client();
    ada = client.createUser("ada", "\"displayName\": \"Mole\"", "\"externalId\": \"x2\"").id();
    red = group("Lynx", "\"members\": [{\"value\": \"%s\"}]".formatted(ada));
    bob = client.createUser("bob").id();
    blue = group("mole", "\"externalId\": \"x1\"");
    cyd = client.createUser("cyd", "\"displayName\": \"Ape\"", "\"title\": \"Mole\"").id();
  }

  @Test
  void bothTypesComeInTheOrderOfCreation() {
    Answer all = search("{}");

    assertThat(CursorWalk.ids(all)).containsExactly(ada, red, bob, blue, cyd);
    assertThat(all.text("/totalResults")).isEqualTo("5");
    assertThat(all.text("/itemsPerPage")).isEqualTo("5");
    assertThat(all.text("/startIndex")).isEqualTo("1");
    assertThat(all.text("/Resources/0/meta/resourceType")).isEqualTo("User");
    assertThat(all.text("/Resources/1/meta/resourceType")).isEqualTo("Group");
    assertThat(all.text("/Resources/0/groups/0/value")).isEqualTo(red);
    assertThat(all.text("/Resources/1/members/0/value")).isEqualTo(ada);
  }

  @Test
  void pagesByIndexAreParts() {
    Answer page = search("{\"startIndex\": 2, \"count\": 3}");

    assertThat(CursorWalk.ids(page)).containsExactly(red, bob, blue);
    assertThat(page.text("/totalResults")).isEqualTo("5");
    assertThat(CursorWalk.ids(search("{\"startIndex\": 9223372036854775807}"))).isEmpty();
    Answer none = search("{\"count\": 0}");
    assertThat(none.text("/totalResults")).isEqualTo("5");
    assertThat(CursorWalk.ids(none)).isEmpty();
  }

  @Test
  void sortingPutsWhateverLacksTheAttributeLast() {
    assertThat(sorted("displayName", false)).containsExactly(cyd, red, ada, blue, bob);
    assertThat(sorted("displayName", true)).containsExactly(bob, blue, ada, red, cyd);
    assertThat(sorted("userName", false)).containsExactly(ada, bob, cyd, red, blue);
    assertThat(sorted("userName", true)).containsExactly(blue, red, cyd, bob, ada);
    assertThat(sorted("externalId", false)).containsExactly(blue, ada, red, bob, cyd);
    assertThat(sorted("meta.resourceType", false)).containsExactly(red, blue, ada, bob, cyd);
    assertThat(sorted("meta.location", true)).containsExactly(cyd, bob, ada, blue, red);
    assertThat(sorted("meta.created", true)).containsExactly(cyd, blue, bob, red, ada);
    assertThat(sorted("members", false)).startsWith(red);
  }

  @Test
  void aWalkByCursorIsTheWholeList() {
    for (String ask :
        List.of(
            "",
            "\"sortBy\": \"displayName\",",
            "\"sortBy\": \"displayName\", \"sortOrder\": \"descending\",",
            "\"sortBy\": \"userName\",",
            "\"sortBy\": \"userName\", \"sortOrder\": \"descending\",",
            "\"sortBy\": \"externalId\", \"sortOrder\": \"descending\",",
            "\"sortBy\": \"active\",",
            "\"sortBy\": \"emails.value\",",
            "\"sortBy\": \"members\", \"sortOrder\": \"descending\",",
            "\"sortBy\": \"meta.resourceType\", \"sortOrder\": \"descending\",",
            "\"sortBy\": \"meta.location\",",
            "\"sortBy\": \"meta.lastModified\",",
            "\"sortBy\": \"meta.created\", \"sortOrder\": \"descending\",",
            "\"sortBy\": \"displayName\", \"filter\": \"displayName co \\\"m\\\"\",")) {
      List<String> whole = CursorWalk.ids(search("{" + ask + "\"count\": 100}"));
      for (int count = 1; count <= 3; count++) {
        List<String> walked = new ArrayList<>();
        String cursor = "";
        Answer page;
        do {
          page = search("{%s \"count\": %d, \"cursor\": \"%s\"}".formatted(ask, count, cursor));
          assertThat(page.status()).as(ask + page.body()).isEqualTo(200);
          assertThat(page.text("/totalResults")).isEqualTo(String.valueOf(whole.size()));
          assertThat(page.lacks("/startIndex")).isTrue();
          walked.addAll(CursorWalk.ids(page));
          cursor = page.text("/nextCursor");
        } while (!page.lacks("/nextCursor"));
        assertThat(walked).as(ask).isEqualTo(whole);
      }
    }
  }

  @Test
  void aFilterReachesTheTypesThatHaveItsAttributes() {
    assertThat(filtered("displayName eq \\\"MOLE\\\"")).containsExactly(ada, blue);
    assertThat(filtered("userName eq \\\"bob\\\" or displayName eq \\\"lynx\\\""))
        .containsExactly(red, bob);
    assertThat(filtered("members.value eq \\\"" + ada + "\\\"")).containsExactly(red);
    assertThat(filtered("not (userName pr)")).containsExactly(red, blue);
    assertThat(filtered("meta.resourceType eq \\\"User\\\"")).containsExactly(ada, bob, cyd);
    assertThat(filtered("id eq \\\"" + blue + "\\\"")).containsExactly(blue);
    assertThat(search("{\"filter\": \"colour eq 1\"}").text("/scimType"))
        .isEqualTo("invalidFilter");
    assertThat(search("{\"sortBy\": \"colour\"}").text("/scimType")).isEqualTo("invalidPath");
  }

  @Test
  void attributesAreOfEachType() {
    Answer page = search("{\"attributes\": [\"userName\", \"members\"]}");

    assertThat(page.text("/Resources/0/userName")).isEqualTo("ada");
    assertThat(page.lacks("/Resources/0/displayName")).isTrue();
    assertThat(page.text("/Resources/1/members/0/value")).isEqualTo(ada);
    assertThat(page.lacks("/Resources/1/displayName")).isTrue();
    Answer rest = search("{\"excludedAttributes\": [\"displayName\"]}");
    assertThat(rest.lacks("/Resources/0/displayName")).isTrue();
    assertThat(rest.lacks("/Resources/1/displayName")).isTrue();
    assertThat(rest.text("/Resources/0/userName")).isEqualTo("ada");
  }

  @Test
  void aCursorOfOneListIsNoneOfAnother() {
    String cursor = search("{\"cursor\": \"\", \"count\": 2}").text("/nextCursor");

    assertThat(client.get("/Users?count=2&cursor=" + cursor).text("/scimType"))
        .isEqualTo("invalidCursor");
    assertThat(
            TestServer.shared()
                .account()
                .client()
                .post("/.search", "{\"count\": 2, \"cursor\": \"%s\"}".formatted(cursor))
                .text("/scimType"))
        .isEqualTo("invalidCursor");
  }

  @Test
  void readingIsEnoughAndNobodySeesAnotherAccount() {
    ScimClient reader = TestServer.shared().clientWith(account, EnumSet.of(Scope.SCIM_READ));
    assertThat(reader.post("/.search", "{}").text("/totalResults")).isEqualTo("5");
    assertThat(
            TestServer.shared()
                .clientWith(account, EnumSet.of(Scope.INVITATIONS))
                .post("/.search", "{}")
                .status())
        .isEqualTo(403);
    assertThat(TestServer.shared().account().client().post("/.search", "{}").text("/totalResults"))
        .isEqualTo("0");
    assertThat(client.get("/.search").status()).isEqualTo(405);
  }

  private static Answer search(String body) {
    return client.post("/.search", body);
  }

  private static List<String> sorted(String attribute, boolean descending) {
    Answer page =
        search(
            "{\"sortBy\": \"%s\", \"sortOrder\": \"%s\"}"
                .formatted(attribute, descending ? "descending" : "ascending"));
    assertThat(page.status()).as(page.toString()).isEqualTo(200);
    return CursorWalk.ids(page);
  }

  private static List<String> filtered(String filter) {
    Answer page = search("{\"filter\": \"%s\"}".formatted(filter));
    assertThat(page.status()).as(page.toString()).isEqualTo(200);
    return CursorWalk.ids(page);
  }

  private static String group(String name, String member) {
    return client.post("/Groups", "{\"displayName\": \"%s\", %s}".formatted(name, member)).id();
  }
}
