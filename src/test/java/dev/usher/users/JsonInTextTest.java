package dev.usher.users;

import static dev.usher.testing.ScimClient.ENTERPRISE;
import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Complex values that come as JSON within a text, as mappings that know only texts send them. */
class JsonInTextTest {
  private static final String ADDRESS =
      "{\"type\": \"work\", \"locality\": \"Oslo\", \"primary\": true}";

  private final ScimClient client = TestServer.shared().account("activation=direct").client();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "emails          | {\"type\":\"work\",\"value\":\"a@x.y\",\"primary\":\"True\"}",
        "phoneNumbers    | {\"type\":\"work\",\"value\":\"+47 1\"}",
        "ims             | {\"type\":\"xmpp\",\"value\":\"a@x.y\"}",
        "photos          | {\"type\":\"photo\",\"value\":\"https://x.y/a.png\"}",
        "x509Certificates| {\"type\":\"t\",\"value\":\"AAAA\"}",
        "entitlements    | {\"type\":\"other\",\"value\":\"E1\"}",
        "roles           | {\"type\":\"other\",\"value\":\"R1\"}",
        "addresses       | {\"type\":\"work\",\"locality\":\"Oslo\"}"
      })
  void isReadInEveryMultiValuedAttribute(String attribute, String json) {
    String type = json.replaceAll(".*\"type\":\"([a-z]+)\".*", "$1");
    for (String value :
        new String[] {
          quote(json),
          "[" + quote(json) + "]",
          quote("[" + json + "]"),
          quote("  [" + json + ", " + json + "] ")
        }) {
      Answer created =
          client.createUser("c-" + attribute + value.hashCode(), quote(attribute) + ": " + value);
      assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
      assertThat(created.body().path(attribute).size()).as("%s", created.body()).isOne();
      assertThat(created.text("/" + attribute + "/0/type")).isEqualTo(type);

      Answer user = client.createUser("p-" + attribute + value.hashCode());
      Answer patched =
          client.patchOps(
              "/Users/" + user.id(),
              "{\"op\": \"Add\", \"path\": \"%s\", \"value\": %s}".formatted(attribute, value));
      assertThat(patched.body().path(attribute)).isEqualTo(created.body().path(attribute));
    }
  }

  @Test
  void isReadInTheValueOfAnElementAndWhatTheElementSaysItselfWins() {
    Answer created =
        client.createUser(
            "ada",
            "\"emails\": [{\"type\": \"home\", \"value\": %s}]"
                .formatted(
                    quote("{\"type\": \"work\", \"value\": \"a@x.y\", \"display\": \"A\"}")));

    assertThat(created.body().path("emails").size()).isOne();
    assertThat(created.text("/emails/0/value")).isEqualTo("a@x.y");
    assertThat(created.text("/emails/0/display")).isEqualTo("A");
    assertThat(created.text("/emails/0/type")).isEqualTo("home");
  }

  @Test
  void isReadInSingleValuedAttributesToo() {
    Answer created =
        client.createUser(
            "bob",
            "\"name\": " + quote("{\"givenName\": \"Bob\"}"),
            "\"%s\": {\"manager\": %s}".formatted(ENTERPRISE, quote("{\"value\": \"boss\"}")));
    assertThat(created.text("/name/givenName")).isEqualTo("Bob");
    assertThat(created.body().path(ENTERPRISE).path("manager").path("value").asText())
        .isEqualTo("boss");

    Answer patched =
        client.patchOps(
            "/Users/" + created.id(),
            "{\"op\": \"replace\", \"path\": \"addresses[type eq \\\"work\\\"]\", \"value\": %s}"
                .formatted(quote(ADDRESS)),
            "{\"op\": \"replace\", \"path\": \"name\", \"value\": %s}"
                .formatted(quote("{\"familyName\": \"Bo\"}")));
    assertThat(patched.text("/addresses/0/locality")).as("%s", patched.body()).isEqualTo("Oslo");
    assertThat(patched.text("/name/familyName")).isEqualTo("Bo");
  }

  @Test
  void namesMembersOfAGroup() {
    String ada = client.createUser("ada").id();
    Answer group =
        client.post(
            "/Groups",
            "{\"displayName\": \"g\", \"members\": %s}"
                .formatted(quote("[{\"value\": \"" + ada + "\"}]")));
    assertThat(group.text("/members/0/value")).as("%s", group.body()).isEqualTo(ada);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"work\", \"value\": \"a@x.y\"",
        "[{\"value\": \"a@x.y\"}",
        "{\"value\": \"a@x.y\"} and more",
        "{broken",
        "[[{\"value\": \"a@x.y\"}]]",
        "{\"type\": {\"a\": 1}, \"value\": \"a\"}"
      })
  void isRefusedWhenItCannotBeRead(String json) {
    for (String value :
        new String[] {quote(json), "[" + quote(json) + "]", "[{\"value\": " + quote(json) + "}]"}) {
      for (String attribute : new String[] {"emails", "roles", "entitlements", "phoneNumbers"}) {
        Answer created = client.createUser("eve", quote(attribute) + ": " + value);
        assertThat(created.status()).as("%s: %s", attribute, value).isEqualTo(400);
        assertThat(created.text("/scimType")).isEqualTo("invalidValue");
      }
    }
  }

  @Test
  void isBoundedInDepthAsTheBodyIs() {
    String deep = "{\"value\": \"x\", \"a\": " + "[".repeat(70) + "]".repeat(70) + "}";

    Answer refused = client.createUser("deep", "\"roles\": [{\"value\": " + quote(deep) + "}]");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isEqualTo("invalidValue");
  }

  @Test
  void isNotSeenInTextThatOnlyHasABracketInIt() {
    Answer created =
        client.createUser(
            "tex",
            "\"phoneNumbers\": [{\"value\": \"[+47] 1\"}]",
            "\"nickName\": " + quote("{\"value\": \"x\"}"));
    assertThat(created.text("/phoneNumbers/0/value")).isEqualTo("[+47] 1");
    assertThat(created.text("/nickName")).isEqualTo("{\"value\": \"x\"}");
  }
}
