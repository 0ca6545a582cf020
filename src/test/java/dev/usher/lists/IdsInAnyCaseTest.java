package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id names its resource in any case, in a path as in a filter, whoever made it. */
class IdsInAnyCaseTest {
  private static final String CATALOGUE =
      """
      organizations:
        - {id: OG-1, displayName: One, default: true}
      projects:
        - {id: PJ-7, displayName: Seven, organization: OG-1}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ADMIN, displayName: Admin, administrative: true}
      projectRoles:
        - {id: TESTER, displayName: Tester, default: true}
      licenses:
        - {id: KSE, displayName: Studio}
      """;

  private final ScimClient client =
      TestServer.shared().accountWith(CATALOGUE, "activation=direct").client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Organizations",
        "/Projects",
        "/Roles",
        "/Licenses",
        "/ProjectRoles",
        "/Users",
        "/Groups"
      })
  void anIdInAPathOrAFilterIsTheOneInAnyCase(String endpoint) {
    String ada = client.createUser("ada").id();
    client.post(
        "/Groups", "{\"displayName\": \"All\", \"members\": [{\"value\": \"%s\"}]}".formatted(ada));
    JsonNode listed = client.get(endpoint).body().path("Resources");
    assertThat(listed).isNotEmpty();
    for (JsonNode each : listed) {
      String id = each.path("id").asText();
      for (String asked : List.of(id, id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT))) {
        assertThat(client.get(endpoint + "/" + asked).text("/id")).as(asked).isEqualTo(id);
        for (String filter :
            List.of("id eq \"%s\"", "not (id ne \"%s\")", "id sw \"%1$s\" and id ew \"%1$s\"")) {
          Answer found = client.find(endpoint, filter.formatted(asked));
          assertThat(CursorWalk.ids(found)).as(filter + asked).containsExactly(id);
        }
      }
    }
  }

  @Test
  void membersAreFoundInAnyCase() {
    String ada = client.createUser("ada").id();
    Answer group =
        client.post(
            "/Groups",
            "{\"displayName\": \"All\", \"members\": [{\"value\": \"%s\"}]}"
                .formatted(ada.toUpperCase(Locale.ROOT)));
    assertThat(group.status()).isEqualTo(201);
    for (String filter :
        List.of("members eq \"%s\"", "members.value eq \"%s\"", "members[value eq \"%s\"]")) {
      for (String asked : List.of(ada, ada.toUpperCase(Locale.ROOT))) {
        assertThat(CursorWalk.ids(client.find("/Groups", filter.formatted(asked))))
            .as(filter)
            .containsExactly(group.id());
      }
    }
  }

  @Test
  void whatDescribesTheServiceIsNamedInAnyCase() {
    assertThat(client.get("/ResourceTypes/user").text("/id")).isEqualTo("User");
    assertThat(client.get("/Schemas/URN:IETF:PARAMS:SCIM:SCHEMAS:CORE:2.0:user").text("/name"))
        .isEqualTo("User");
  }

  @Test
  void aWalkByIdOfTheCatalogueMeetsEachEntryOnce() {
    for (String endpoint : List.of("/Roles", "/Licenses", "/ProjectRoles", "/Projects")) {
      for (String order : List.of("ascending", "descending")) {
        String list = endpoint + "?sortBy=id&sortOrder=" + order;
        assertThat(new CursorWalk(client, list + "&count=1").ids())
            .as(list)
            .isEqualTo(CursorWalk.ids(client.get(list)))
            .doesNotHaveDuplicates();
      }
    }
  }
}
