package dev.usher.schemas;

import static dev.usher.testing.ScimClient.USHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An account in which every attribute of every resource type has a value somewhere. */
final class ExampleAccount {
  private static final String CATALOGUE =
      """
      organizations:
        - {id: OG-1, displayName: Head office, default: true}
        - {id: OG-2, displayName: Branch, parent: OG-1}
      projects:
        - {id: PJ-1, displayName: First, organization: OG-1}
        - {id: PJ-2, displayName: Second, organization: OG-2}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: AUDITOR, displayName: Auditor}
        - {id: ACCOUNT_ADMIN, displayName: Account admin, administrative: true}
      projectRoles:
        - {id: TESTER, displayName: Tester, default: true}
        - {id: TEST_LEAD, displayName: Test lead}
      licenses:
        - {id: KSE, displayName: Studio, seats: 1000}
        - {id: TO_FULL, displayName: TestOps, pools: [{organization: OG-2, seats: 1000}]}
      """;

  private final ScimClient client =
      TestServer.shared().accountWith(CATALOGUE, "activation=invite", "katalonAlias=AC-1").client();
  private final List<ServedType> types = ServedType.all(client);
  private final List<String> people;
  private final ExampleValues values;

  ExampleAccount() {
    people = List.of(person("alice@example.com"), person("bob@example.com"));
    values =
        new ExampleValues(
            client,
            type("User").attribute("accountRole").canonicalValues(),
            people,
            () -> client.createUser("away-" + UUID.randomUUID(), "\"active\": false").id());
    String complete = complete();
    String team =
        group(
            "\"members\": [{\"value\": \"%s\"}]".formatted(complete),
            "\"urn:ietf:params:scim:schemas:extension:usher:2.0:Group\":"
                + " {\"projectRoles\": [\"PJ-2:TEST_LEAD\"]}",
            "\"externalId\": \"team-1\"");
    group("\"members\": [{\"value\": \"%s\"}]".formatted(team));
    accept(complete);
    refusal();
  }

  /** Sends what waits in the outbox, to nobody, so that invitations have been sent. */
  void sendMails() {
    TestServer.shared()
        .wiringAt(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61)))
        .mailSender((mail, fileName) -> {}, "usher@example.com")
        .sendDue();
  }

  ScimClient client() {
    return client;
  }

  List<ServedType> types() {
    return types;
  }

  ServedType type(String name) {
    return types.stream().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
  }

  ExampleValues values() {
    return values;
  }

  /** Every resource of a type, each as GET answers it. */
  List<JsonNode> resources(ServedType type) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode each :
        client.get(type.endpoint() + "?count=1000&attributes=id").body().get("Resources")) {
      found.add(client.get(type.endpoint() + "/" + each.get("id").textValue()).body());
    }
    return found;
  }

  /** A body in which every attribute that a client may write has its first value. */
  ObjectNode full(ServedType type) {
    ObjectNode body = ServedAttribute.object();
    for (ServedAttribute attribute : type.attributes()) {
      if (!attribute.mutability().equals("readOnly")) {
        attribute.put(body, values.whole(attribute, 0));
      }
    }
    return body;
  }

  /** A body with what is required and nothing else. */
  ObjectNode minimal(ServedType type) {
    ObjectNode body = ServedAttribute.object();
    type.attributes().stream()
        .filter(ServedAttribute::required)
        .forEach(attribute -> attribute.put(body, values.whole(attribute, 0)));
    return body;
  }

  private String person(String name) {
    String badge = "{\"value\": \"badge\", \"type\": \"Other\", \"primary\": true}";
    return client.createUser(name, "\"entitlements\": [" + badge + "]").id();
  }

  /** The last administrator stays, which the trail tells with its reason. */
  private void refusal() {
    String admin = person("admin@example.com");
    accept(admin);
    String role = "{\"op\": \"add\", \"path\": \"%s:accountRole\", \"value\": \"ACCOUNT_ADMIN\"}";
    assertThat(client.patchOps("/Users/" + admin, role.formatted(USHER)).status()).isEqualTo(200);
    assertThat(client.delete("/Users/" + admin).status()).isEqualTo(409);
  }

  private String complete() {
    Answer created = client.post("/Users", full(type("User")).toString());
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    return created.id();
  }

  private String group(String... members) {
    Answer created =
        client.post(
            "/Groups",
            "{\"displayName\": \"Group %s\", %s}"
                .formatted(UUID.randomUUID(), String.join(", ", members)));
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    return created.id();
  }

  private void accept(String user) {
    Answer copied = client.get("/Users/" + user + "?attributes=" + USHER + ":invitation.link");
    String link = copied.text("/" + USHER + "/invitation/link");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(link + "/accept"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
