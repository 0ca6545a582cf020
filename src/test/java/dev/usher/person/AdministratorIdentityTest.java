package dev.usher.person;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.Refusal;
import dev.usher.directory.account.Scope;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where {@code forbidAdministrativeRoles} is on, a connector cannot make itself, or anybody, an
 * administrator by way of the address that a sign-in is found by.
 */
class AdministratorIdentityTest {
  private static final String ADDRESS = "root@example.org";
  private static final String ROLES = "\"roles\": [{\"value\": \"ACCOUNT_ADMIN\"}]";
  private static final String EMAILS =
      "\"emails\": [{\"value\": \"%s\", \"type\": \"work\", \"primary\": true}]";

  private final SignIn signIn = new SignIn();
  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final String audience = "workspace-" + UUID.randomUUID();
  private ScimClient connector;
  private String root;

  /** The administrator is there before the setting is. */
  @BeforeEach
  void forbid() {
    signIn.trust(account, audience);
    root = account.client().createUser("root", ROLES, EMAILS.formatted(ADDRESS)).id();
    assertThat(account.client().createUser("second-root", ROLES).status()).isEqualTo(201);
    signIn.operator().accounts().set(account.name(), Map.of("forbidAdministrativeRoles", "true"));
    // with a token of its own: what is known of the other's account may be some seconds old
    connector = TestServer.shared().clientWith(account, EnumSet.allOf(Scope.class));
  }

  @AfterEach
  void close() {
    signIn.close();
  }

  @Test
  void anEmailBindsNoAdministratorAndAnOperatorDoes() {
    ScimClient stranger = signIn.person(signIn.claims("sub-1", ADDRESS, audience));

    Answer refused = stranger.get("/Me");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("/detail")).contains("operator");
    assertThat(account.number("SELECT COUNT(*) FROM openid_binding WHERE account_id = ?")).isZero();

    signIn.bindings().bind(account.name(), "ROOT", "sub-1");
    assertThat(stranger.get("/Me").id()).isEqualTo(root);
    Answer trail = connector.find("/AuditEvents", "action eq \"user.signInBound\"");
    assertThat(trail.text("/totalResults")).isEqualTo("1");
    assertThat(trail.text("/Resources/0/actor/type")).isEqualTo("operator");
    assertThat(trail.text("/Resources/0/target/value")).isEqualTo(root);
  }

  @Test
  void aSubjectIsOneUserAndAUserOneSubject() {
    connector.createUser("ada@example.org");
    signIn.bindings().bind(account.name(), "root", "sub-1");

    assertThatThrownBy(() -> signIn.bindings().bind(account.name(), "ada@example.org", "sub-1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("bound already");
    assertThatThrownBy(() -> signIn.bindings().bind(account.name(), "root", "sub-2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("bound already");
    assertThatThrownBy(() -> signIn.bindings().bind(account.name(), "root", " "))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> signIn.bindings().bind(account.name(), "nobody", "sub-3"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has no user 'nobody'");
  }

  @Test
  void anEmailBindsEverybodyElseAndWhoIsPromotedLaterStaysBound() {
    String ada = connector.createUser("ada@example.org").id();
    ScimClient person = signIn.person(signIn.claims("sub-2", "ada@example.org", audience));
    assertThat(person.get("/Me").id()).isEqualTo(ada);

    signIn.bindings().bind(account.name(), "root", "sub-1");
    ScimClient administrator = signIn.person(signIn.claims("sub-1", ADDRESS, audience));
    assertThat(
            administrator
                .patchOps("/Users/" + ada, "{\"op\": \"add\", \"value\": {" + ROLES + "}}")
                .status())
        .isEqualTo(200);

    assertThat(person.get("/Users").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'replace', 'path': 'userName', 'value': 'eve@example.org'}",
        "{'op': 'replace', 'value': {'userName': 'eve@example.org'}}",
        "{'op': 'add', 'path': 'emails', 'value': [{'value': 'eve@example.org'}]}",
        "{'op': 'replace', 'path': 'emails', 'value': [{'value': 'eve@example.org', 'primary':"
            + " true}]}",
        "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"].value', 'value':"
            + " 'eve@example.org'}",
        "{'op': 'replace', 'path': 'emails[type eq \\\"work\\\"].primary', 'value': false}",
        "{'op': 'remove', 'path': 'emails'}",
        "{'op': 'remove', 'path': 'emails[type eq \\\"work\\\"]'}",
        "{'op': 'remove', 'path': 'roles'}, {'op': 'replace', 'path': 'userName', 'value': 'eve'}",
        "{'op': 'replace', 'path': 'userName', 'value': 'eve'}, {'op': 'remove', 'path': 'roles'}"
      })
  void aConnectorDoesNotChangeWhatAnAdministratorIsFoundBy(String operations) {
    Answer refused = connector.patchOps("/Users/" + root, operations.replace('\'', '"'));

    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
    assertThat(refused.text("/detail")).contains("e-mail").contains("administrator");
    assertUnchanged();
    assertThat(
            connector
                .find(
                    "/AuditEvents", "outcome eq \"refused\" and action eq \"user.profileChanged\"")
                .text("/totalResults"))
        .isEqualTo("1");
  }

  @Test
  void aPutAndABulkChangeItNeither() {
    Answer put = connector.put("/Users/" + root, body("eve@example.org", ADDRESS, true));
    assertThat(put.status()).isEqualTo(400);
    assertThat(connector.put("/Users/" + root, body("root", "eve@example.org", true)).status())
        .isEqualTo(400);
    Answer bulk =
        connector.post(
            "/Bulk",
            """
            {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], "Operations": [
              {"method": "PUT", "path": "/Users/%1$s", "data": %2$s},
              {"method": "PATCH", "path": "/Users/%1$s", "data": {
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{"op": "replace", "path": "userName", "value": "eve"}]}}]}\
            """
                .formatted(root, body("root", "eve@example.org", true)));
    assertThat(bulk.status()).isEqualTo(200);
    assertThat(bulk.text("/Operations/0/status")).isEqualTo("400");
    assertThat(bulk.text("/Operations/1/status")).isEqualTo("400");
    assertUnchanged();
  }

  @Test
  void whatIsPutBackUnchangedIsNoChange() {
    assertThat(connector.put("/Users/" + root, body("ROOT", ADDRESS, true)).status())
        .as("case does not count")
        .isEqualTo(200);
    ObjectNode read = (ObjectNode) connector.get("/Users/" + root).body();
    read.put("title", "Root");
    assertThat(connector.put("/Users/" + root, read.toString()).status()).isEqualTo(200);
    assertThat(connector.get("/Users/" + root).text("/title")).isEqualTo("Root");
    assertThat(
            connector
                .patchOps(
                    "/Users/" + root,
                    "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"R\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void deprovisioningGoesOn() {
    Answer put = connector.put("/Users/" + root, body("left-" + root, "left@example.org", false));
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.text("/active")).isEqualTo("false");
    assertUnchanged();
    assertThat(connector.put("/Users/" + root, body("root", "eve@example.org", true)).status())
        .as("nor on the way back")
        .isEqualTo(400);
    assertThat(connector.delete("/Users/" + root).status()).isEqualTo(204);
  }

  @Test
  void theRoleMayBeTakenAndThenTheRestChanges() {
    assertThat(
            connector
                .patchOps("/Users/" + root, "{\"op\": \"remove\", \"path\": \"roles\"}")
                .status())
        .isEqualTo(200);
    assertThat(
            connector
                .patchOps(
                    "/Users/" + root,
                    "{\"op\": \"replace\", \"path\": \"userName\", \"value\": \"eve\"}")
                .status())
        .isEqualTo(200);
    assertThat(
            connector
                .patchOps("/Users/" + root, "{\"op\": \"add\", \"value\": {" + ROLES + "}}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void anAdministratorWhoSignedInChangesEverything() {
    signIn.bindings().bind(account.name(), "root", "sub-1");
    ScimClient administrator = signIn.person(signIn.claims("sub-1", ADDRESS, audience));

    assertThat(
            administrator.put("/Users/" + root, body("chief", "chief@example.org", true)).status())
        .isEqualTo(200);
    assertThat(administrator.get("/Me").text("/userName")).isEqualTo("chief");
  }

  @Test
  void whereTheSettingIsOffNothingIsForbidden() {
    TestAccount open = TestServer.shared().account("activation=direct");
    String id = open.client().createUser("root", ROLES, EMAILS.formatted(ADDRESS)).id();
    assertThat(open.client().put("/Users/" + id, body("eve", "eve@example.org", true)).status())
        .isEqualTo(200);
    String theirs = "theirs-" + UUID.randomUUID();
    signIn.trust(open, theirs);
    assertThat(signIn.person(signIn.claims("s", "eve@example.org", theirs)).get("/Me").id())
        .isEqualTo(id);
  }

  private void assertUnchanged() {
    Answer now = connector.get("/Users/" + root);
    assertThat(now.text("/userName")).isEqualTo("root");
    assertThat(now.text("/emails/0/value")).isEqualTo(ADDRESS);
    assertThat(now.text("/emails/0/primary")).isEqualTo("true");
    assertThat(now.body().path("emails")).hasSize(1);
    assertThat(now.body().path(USHER).path("accountRole").asText()).isEqualTo("ACCOUNT_ADMIN");
  }

  private static String body(String userName, String email, boolean active) {
    return """
    {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "%s",
     "active": %s, %s}\
    """
        .formatted(userName, active, EMAILS.formatted(email));
  }
}
