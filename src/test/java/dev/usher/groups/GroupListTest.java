package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupListTest {
  private static final String EXTENSION = "urn:ietf:params:scim:schemas:extension:usher:2.0:Group";

  private final ScimClient client =
      TestServer.shared().accountWith(Catalogues.WITH_PROJECTS, "activation=direct").client();
  private final GroupClient groups = new GroupClient(client);
  private final String ada = client.createUser("ada", "\"displayName\": \"Ada\"").id();
  private final String red = groups.create("Red", "\"externalId\": \"x-Red\"").id();
  private final String green = groups.create("Green", GroupClient.withMembers(ada)).id();
  private final String blue =
      groups
          .create(
              "Blue",
              GroupClient.withMembers(green),
              "\"%s\": {\"projectRoles\": [\"PJ-7:TESTER\"]}".formatted(EXTENSION))
          .id();

  @Test
  void everyAttributeOfAGroupCanBeAskedFor() {
    String base = client.base() + "";
    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("displayName eq \"RED\"", List.of(red)),
            Map.entry("displayName sw \"gr\" or displayName ew \"ue\"", List.of(green, blue)),
            Map.entry("externalId eq \"x-Red\"", List.of(red)),
            Map.entry("externalId eq \"x-red\"", List.of()),
            Map.entry("not (externalId pr)", List.of(green, blue)),
            Map.entry("id eq \"%s\"".formatted(green), List.of(green)),
            Map.entry("id eq \"%s\" and members eq \"%s\"".formatted(green, ada), List.of(green)),
            Map.entry("members[value eq \"%s\"]".formatted(ada), List.of(green)),
            Map.entry(
                "members.value eq \"%s\"".formatted(ada.toUpperCase(Locale.ROOT)), List.of(green)),
            Map.entry("members.value eq \"%s\"".formatted(green), List.of(blue)),
            Map.entry("members eq \"nobody\"", List.of()),
            Map.entry("members.type eq \"Group\"", List.of(blue)),
            Map.entry("members[type eq \"User\" and display co \"da\"]", List.of(green)),
            Map.entry("members[type eq \"Group\" and display co \"da\"]", List.of()),
            Map.entry("members.$ref eq \"%s/Users/%s\"".formatted(base, ada), List.of(green)),
            Map.entry("members.$ref eq \"%s/Groups/%s\"".formatted(base, green), List.of(blue)),
            Map.entry("members.$ref eq \"%s/Groups/%s\"".formatted(base, ada), List.of()),
            Map.entry("not (members pr)", List.of(red)),
            Map.entry("members.value ne \"%s\"".formatted(ada), List.of(red, blue)),
            Map.entry(EXTENSION + ":projectRoles eq \"pj-7:tester\"", List.of(blue)),
            Map.entry(EXTENSION + ":projectRoles pr", List.of(blue)),
            Map.entry("schemas eq \"%s\"".formatted(EXTENSION), List.of(blue)),
            Map.entry("meta.resourceType eq \"Group\"", List.of(red, green, blue)),
            Map.entry("meta.location eq \"%s/Groups/%s\"".formatted(base, red), List.of(red)),
            Map.entry("meta.created gt \"2020-01-01T00:00:00Z\"", List.of(red, green, blue)),
            Map.entry("meta.lastModified lt \"2020-01-01T00:00:00Z\"", List.of()),
            Map.entry("meta.version eq \"W/\\\"1\\\"\"", List.of(red, green, blue)));
    expected.forEach(
        (filter, ids) -> {
          Answer answer = client.find("/Groups", filter);
          assertThat(answer.status()).as("%s: %s", filter, answer.body()).isEqualTo(200);
          assertThat(ids(answer)).as(filter).containsExactlyElementsOf(ids);
        });
    assertThat(client.find("/Groups", "color eq \"red\"").text("/scimType"))
        .isEqualTo("invalidFilter");
  }

  @Test
  void aListIsSortedAndPaged() {
    assertThat(ids(client.get("/Groups"))).containsExactly(red, green, blue);
    assertThat(ids(client.get("/Groups?sortBy=displayName"))).containsExactly(blue, green, red);
    assertThat(ids(client.get("/Groups?sortBy=displayName&sortOrder=descending")))
        .containsExactly(red, green, blue);
    assertThat(ids(client.get("/Groups?sortBy=externalId"))).startsWith(red);
    assertThat(ids(client.get("/Groups?sortBy=members"))).hasSize(3);

    Answer second = client.get("/Groups?sortBy=displayName&startIndex=2&count=1");
    assertThat(ids(second)).containsExactly(green);
    assertThat(second.text("/totalResults")).isEqualTo("3");
    assertThat(second.text("/itemsPerPage")).isEqualTo("1");
    assertThat(ids(client.get("/Groups?count=0"))).isEmpty();
  }

  @Test
  void aListHasMembersUnlessTheyAreLeftOut() {
    assertThat(client.get("/Groups").text("/Resources/1/members/0/value")).isEqualTo(ada);
    assertThat(client.get("/Groups?excludedAttributes=members").lacks("/Resources/1/members"))
        .isTrue();
    assertThat(client.get("/Groups?attributes=displayName").lacks("/Resources/1/members")).isTrue();

    Answer named = client.get("/Groups?attributes=displayName,members");
    assertThat(named.lacks("/Resources/0/members")).isTrue();
    assertThat(named.text("/Resources/1/members/0/value")).isEqualTo(ada);
    assertThat(named.text("/Resources/1/displayName")).isEqualTo("Green");
    assertThat(named.text("/Resources/2/members/0/type")).isEqualTo("Group");
    assertThat(named.text("/totalResults")).isEqualTo("3");

    Answer search =
        client.post(
            "/Groups/.search", "{\"attributes\": [\"members\"], \"filter\": \"members pr\"}");
    assertThat(search.text("/Resources/0/members/0/value")).isEqualTo(ada);
  }

  private static List<String> ids(Answer answer) {
    return answer.body().path("Resources").findValuesAsText("id");
  }
}
