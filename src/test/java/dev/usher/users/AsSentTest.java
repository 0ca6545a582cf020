package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and entitlements read back as they were written, and as the catalogue's otherwise. */
class AsSentTest {
  private final ScimClient client = TestServer.shared().account("activation=direct").client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"roles\": [{\"value\": \"user\"}]",
        "\"roles\": [{\"value\": \"User\", \"display\": \"Mine\", \"type\": \"Default\", \"primary\": false}]",
        "\"roles\": [{\"value\": \"USER\", \"display\": \"User\"}, {\"value\": \"wizard\", \"primary\": true}]",
        "\"entitlements\": [{\"value\": \"kse\"}]",
        "\"entitlements\": [{\"value\": \"KSE\", \"display\": \"Mine\", \"primary\": true}]",
        "\"entitlements\": [{\"value\": \"kam\", \"type\": \"license\", \"primary\": false}]",
        "\"entitlements\": [{\"value\": \"all:tester\", \"display\": \"x\"}, {\"value\": \"badge\"}]"
      })
  void whatWasWrittenReadsBack(String member) throws Exception {
    JsonNode sent = new ObjectMapper().readTree("{" + member + "}");
    String name = sent.fieldNames().next();
    Answer created = client.createUser("ada", member);
    assertThat(created.body().path(name)).as("%s", created.body()).isEqualTo(sent.path(name));
    assertThat(client.get("/Users/" + created.id()).body()).isEqualTo(created.body());
    assertThat(client.get("/Users/" + created.id() + "?attributes=" + name).body().path(name))
        .isEqualTo(sent.path(name));
    assertThat(client.find("/Users", "userName eq \"ada\"").body().at("/Resources/0"))
        .isEqualTo(created.body());
  }

  @Test
  void whatUsherMakesHasValueDisplayAndType() {
    Answer user =
        client.createUser(
            "ada",
            "\"%s\": {\"accountRole\": \"account_admin\", \"licenses\": \"kse\", \"projectRoles\": \"all:tester\"}"
                .formatted(USHER));
    assertThat(user.body().path("roles").toString())
        .isEqualTo(
            "[{\"value\":\"ACCOUNT_ADMIN\",\"display\":\"Account Admin\",\"type\":\"account\"}]");
    assertThat(user.text("/entitlements/0/value")).isEqualTo("KSE");
    assertThat(user.text("/entitlements/0/type")).isEqualTo("License");
    assertThat(user.text("/entitlements/0/display")).isNotEmpty();
    assertThat(user.text("/entitlements/1/value")).isEqualTo("ALL:TESTER");
    assertThat(user.text("/entitlements/1/type")).isEqualTo("ProjectRole");
    assertThat(client.put("/Users/" + user.id(), user.body().toString()).header("ETag"))
        .isEqualTo(user.header("ETag"));
  }

  @Test
  void filtersFindWhatIsShown() {
    client.createUser(
        "ada",
        "\"roles\": [{\"value\": \"user\"}]",
        "\"entitlements\": [{\"value\": \"kse\", \"display\": \"Mine\", \"primary\": true}]");
    client.createUser(
        "bob", "\"%s\": {\"accountRole\": \"USER\", \"licenses\": \"KSE\"}".formatted(USHER));
    for (String[] each :
        new String[][] {
          {"roles.value eq \"USER\"", "1"},
          {"roles.display pr", "0"},
          {"roles.type pr", "0"},
          {"entitlements.value eq \"KSE\"", "2"},
          {"entitlements.type eq \"License\"", "1"},
          {"entitlements.display eq \"mine\"", "1"},
          {"entitlements.primary eq true", "1"},
          {"entitlements[value eq \"kse\" and type pr]", "1"},
          {"entitlements[value eq \"kse\" and display eq \"Mine\"]", "1"},
          {"%s:licenses eq \"kse\"".formatted(USHER), "2"}
        }) {
      assertThat(client.find("/Users", each[0]).text("/totalResults"))
          .as(each[0])
          .isEqualTo(each[1]);
    }
  }

  @Test
  void howALicenseWasWrittenOutlivesADeactivation() {
    Answer user =
        client.createUser("ada", "\"entitlements\": [{\"value\": \"kse\", \"display\": \"Mine\"}]");
    String path = "/Users/" + user.id();
    client.patchOps(path, "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}");
    client.patchOps(path, "{\"op\": \"replace\", \"path\": \"title\", \"value\": \"Dr\"}");
    assertThat(client.get(path).lacks("/entitlements")).isTrue();
    assertThat(client.find("/Users", "entitlements.display eq \"Mine\"").text("/totalResults"))
        .isEqualTo("0");
    Answer back =
        client.patchOps(path, "{\"op\": \"replace\", \"path\": \"active\", \"value\": true}");
    assertThat(back.body().path("entitlements")).isEqualTo(user.body().path("entitlements"));
    assertThat(client.find("/Users", "entitlements.display eq \"Mine\"").text("/totalResults"))
        .isEqualTo("1");
  }

  @Test
  void anEntitlementIsTakenAwayByWhateverNameItHas() {
    for (String value : new String[] {"kse", "KSE"}) {
      Answer user =
          client.createUser(
              "u-" + value.hashCode(),
              "\"entitlements\": [{\"value\": \"kse\", \"display\": \"Mine\"}]");
      Answer taken =
          client.patchOps(
              "/Users/" + user.id(),
              "{\"op\": \"remove\", \"path\": \"entitlements\", \"value\": [{\"value\": \"%s\"}]}"
                  .formatted(value));
      assertThat(taken.lacks("/entitlements")).as("%s", taken.body()).isTrue();
    }
  }

  @Test
  void aRoleAloneIsThePrimaryOneToAValuePath() {
    Answer user = client.createUser("ada", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]");
    client.createUser("root", "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]");
    Answer patched =
        client.patchOps(
            "/Users/" + user.id(),
            "{\"op\": \"Replace\", \"path\": \"roles[primary eq \\\"True\\\"].value\", \"value\": \"USER\"}");
    assertThat(patched.body().path("roles").size()).as("%s", patched.body()).isOne();
    assertThat(patched.text("/roles/0/value")).isEqualTo("USER");
    assertThat(patched.body().at("/roles/0/primary").asBoolean()).isTrue();
  }
}
