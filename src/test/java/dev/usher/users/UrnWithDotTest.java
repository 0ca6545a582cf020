package dev.usher.users;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ConnId, in Syncope and midPoint, writes {@code URN.attribute} for {@code URN:attribute}. */
class UrnWithDotTest {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String OLD_ENTERPRISE = "urn:scim:schemas:extension:enterprise:1.0";

  private final ScimClient client = TestServer.shared().account("activation=direct").client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"replace\", \"path\": \"%s.employeeNumber\", \"value\": \"7\"}",
        "{\"op\": \"add\", \"value\": {\"%s.employeeNumber\": \"7\"}}",
        "{\"op\": \"add\", \"path\": \"%1$s\", \"value\": {\"%1$s.employeeNumber\": \"7\"}}"
      })
  void aPatchWritesWhatTheDottedPathNames(String operation) {
    for (String urn : List.of(ENTERPRISE, ENTERPRISE.toUpperCase(Locale.ROOT), OLD_ENTERPRISE)) {
      Answer user = client.createUser("ada-" + urn.hashCode() + operation.length());
      Answer patched = client.patchOps("/Users/" + user.id(), operation.formatted(urn));

      assertThat(patched.status()).as("%s", patched.body()).isEqualTo(200);
      assertThat(patched.body().path(ENTERPRISE).path("employeeNumber").asText()).isEqualTo("7");
    }
  }

  @Test
  void subAttributesAndValuePathsFollowTheDottedName() {
    Answer user = client.createUser("bob");
    String path = "/Users/" + user.id();

    client.patchOps(
        path,
        "{\"op\": \"add\", \"path\": \"%s.manager.value\", \"value\": \"boss\"}"
            .formatted(ENTERPRISE),
        "{\"op\": \"add\", \"path\": \"%s.emails[type eq \\\"work\\\"].value\", \"value\": \"b@x.y\"}"
            .formatted(CORE),
        "{\"op\": \"add\", \"path\": \"%s.organization\", \"value\": \"OG-1\"}".formatted(USHER),
        "{\"op\": \"add\", \"path\": \"%s.userName\", \"value\": \"bob2\"}".formatted(CORE));

    Answer read = client.get(path);
    assertThat(read.body().path(ENTERPRISE).path("manager").path("value").asText())
        .isEqualTo("boss");
    assertThat(read.text("/emails/0/value")).isEqualTo("b@x.y");
    assertThat(read.text("/userName")).isEqualTo("bob2");

    client.patchOps(path, "{\"op\": \"remove\", \"path\": \"%s.manager\"}".formatted(ENTERPRISE));
    assertThat(client.get(path).body().path(ENTERPRISE).has("manager")).isFalse();
  }

  @Test
  void bodiesMayHaveDottedKeys() {
    Answer created =
        client.createUser(
            "cleo",
            "\"%s.department\": \"IT\"".formatted(ENTERPRISE),
            "\"%s.title\": \"Dr\"".formatted(CORE));

    assertThat(created.body().path(ENTERPRISE).path("department").asText()).isEqualTo("IT");
    assertThat(created.text("/title")).isEqualTo("Dr");
  }

  @Test
  void filtersListsOfAttributesAndSortByTakeTheDottedName() {
    client.createUser(
        "d1", "\"%s\": {\"employeeNumber\": \"1\", \"department\": \"IT\"}".formatted(ENTERPRISE));
    client.createUser(
        "d2", "\"%s\": {\"employeeNumber\": \"2\", \"department\": \"IT\"}".formatted(ENTERPRISE));

    for (String filter :
        List.of(
            ENTERPRISE + ".employeeNumber eq \"2\"",
            ENTERPRISE + ":employeeNumber eq \"2\" and " + CORE + ".userName sw \"d\"")) {
      Answer found = client.find("/Users", filter);
      assertThat(found.text("/totalResults")).as("%s", found.body()).isEqualTo("1");
      assertThat(found.text("/Resources/0/userName")).isEqualTo("d2");
    }

    Answer sorted =
        client.get("/Users?sortOrder=descending&sortBy=" + ENTERPRISE + ".employeeNumber");
    assertThat(sorted.text("/Resources/0/userName")).as("%s", sorted.body()).isEqualTo("d2");

    Answer only = client.get("/Users?count=1&attributes=" + ENTERPRISE + ".department");
    assertThat(only.body().at("/Resources/0").path(ENTERPRISE).size()).isEqualTo(1);

    Answer without = client.get("/Users?count=1&excludedAttributes=" + ENTERPRISE + ".department");
    assertThat(without.body().at("/Resources/0").path(ENTERPRISE).has("department")).isFalse();
    assertThat(without.body().at("/Resources/0").path(ENTERPRISE).has("employeeNumber")).isTrue();
  }

  @Test
  void anUnknownDottedNameIsIgnoredOrRefusedAsAnyOther() {
    String operation =
        "{\"op\": \"add\", \"path\": \"%s.shoeSize\", \"value\": \"7\"}".formatted(ENTERPRISE);
    Answer user = client.createUser("eve");
    assertThat(client.patchOps("/Users/" + user.id(), operation).body()).isEqualTo(user.body());

    ScimClient strict = TestServer.shared().account("strict=true").client();
    Answer refused = strict.patchOps("/Users/" + strict.createUser("eve").id(), operation);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidPath");
  }
}
