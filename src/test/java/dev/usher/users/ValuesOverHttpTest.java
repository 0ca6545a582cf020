package dev.usher.users;

import static dev.usher.testing.ScimClient.USHER;
import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.Mutability;
import dev.usher.store.query.RandomPredicates;
import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values at the edges of what can be stored: kept exactly, or refused with 400. */
class ValuesOverHttpTest {
  private static final List<String> SHORT = List.of("userName", "displayName", "emails.value");

  private final ScimClient client = TestServer.shared().account("activation=direct").client();

  @ParameterizedTest
  @ValueSource(ints = {62, 63, 98, 99, 198, 199})
  void errorsQuoteLongTextsInWholeCharacters(int before) {
    String text = "a".repeat(before) + "\uD83D\uDE00".repeat(100);
    String id = client.createUser("ada").id();
    String group = client.post("/Groups", "{\"displayName\": \"Guides\"}").id();

    assertThat(
            List.of(
                client.patchOps(
                    "/Users/" + id, "{\"op\": \"remove\", \"path\": \"%s[\"}".formatted(text)),
                client.get("/Users?sortBy=" + URLEncoder.encode(text, StandardCharsets.UTF_8)),
                client.patchOps(
                    "/Users/" + id,
                    "{\"op\": \"replace\", \"path\": \"%s\", \"value\": \"x\"}".formatted(text)),
                client.patchOps(
                    "/Groups/" + group,
                    "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \"%s\"}]}"
                        .formatted(text))))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.text("/detail").codePoints())
                  .noneMatch(c -> Character.getType(c) == Character.SURROGATE || c == 0xFFFD);
            });
  }

  @Test
  void aUserNameAloneMakesAUser() {
    Answer created = client.post("/Users", "{\"userName\": \"ada\"}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().properties().stream().map(each -> each.getKey()))
        .containsExactlyInAnyOrder("schemas", "id", "meta", "userName", "active", USHER);
    assertThat(client.put("/Users/" + created.id(), "{\"userName\": \"ada\"}").body())
        .isEqualTo(created.body());
    assertThat(client.patchOps("/Users/" + created.id()).body()).isEqualTo(created.body());
  }

  @Test
  void nullsAndEmptyValuesAreAbsent() {
    Answer created =
        client.createUser(
            "ada",
            "\"title\": null",
            "\"name\": {}",
            "\"nickName\": \"\"",
            "\"emails\": []",
            "\"phoneNumbers\": [{\"value\": null}, {\"type\": \"work\", \"value\": \"\"}, {}]",
            "\"addresses\": [null]",
            "\"active\": null",
            "\"roles\": null",
            "\"entitlements\": []",
            "\"groups\": []",
            "\"" + ScimClient.ENTERPRISE + "\": {\"manager\": null, \"department\": \"\"}",
            "\"" + USHER + "\": null");

    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    assertThat(created.body().properties().stream().map(each -> each.getKey()))
        .containsExactlyInAnyOrder("schemas", "id", "meta", "userName", "active", USHER);
  }

  static Stream<AttributePath> texts() {
    return RandomPredicates.leaves().stream()
        .filter(path -> path.attribute().mutability() != Mutability.READ_ONLY)
        .filter(path -> path.leaf().mutability() != Mutability.READ_ONLY)
        .filter(
            path ->
                path.leaf().type() == AttributeType.STRING
                    || path.leaf().type() == AttributeType.REFERENCE)
        .filter(path -> !path.schema().urn().equals(USHER))
        .filter(path -> !path.toString().matches(".*manager\\.(displayName|\\$ref)"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theLongestTextIsKeptAndALongerOneRefused(AttributePath path) {
    int longest = SHORT.contains(path.toString()) ? 255 : 4_000;
    String user = "/Users/" + client.createUser("ada").id();
    for (String character : List.of("x", "😀")) {
      String text = character.repeat(longest);

      Answer kept = client.patchOps(user, add(path, text));

      assertThat(kept.status()).as("%s %s", path, character).isEqualTo(200);
      assertThat(kept.body().toString()).contains(text);
      assertThat(client.get(user).body()).isEqualTo(kept.body());
      assertInvalid(client.patchOps(user, add(path, text + character)));
      assertThat(client.get(user).body()).isEqualTo(kept.body());
    }
    assertThat(client.delete(user).status()).isEqualTo(204);
  }

  private static String add(AttributePath path, String text) {
    String value =
        path.subAttribute()
            .map(sub -> "{%s: %s}".formatted(quote(sub.name()), quote(text)))
            .orElse(quote(text));
    return "{\"op\": \"replace\", \"path\": %s, \"value\": %s}"
        .formatted(quote(path.parent().toString()), value);
  }

  @Test
  void aResourceOfAMebibyteIsKeptAndALargerOneRefused() {
    String certificate = "\"x509Certificates\": [{\"value\": \"%s\"}]";
    Answer created = client.createUser("large", certificate.formatted("A".repeat(1_047_000)));
    String path = "/Users/" + created.id();

    assertThat(created.status()).isEqualTo(201);
    assertThat(client.get(path).body()).isEqualTo(created.body());
    assertThat(client.put(path, created.body().toString()).body()).isEqualTo(created.body());
    Answer larger = client.createUser("larger", certificate.formatted("A".repeat(1 << 20)));
    assertThat(larger.status()).isEqualTo(413);
    assertInvalid(
        client.patchOps(
            path,
            "{\"op\": \"add\", \"value\": {\"photos\": [{\"value\": \"%s\"}]}}"
                .formatted("p".repeat(4_000))));
    assertThat(client.get(path).body()).isEqualTo(created.body());
  }

  private static String roles(int number) {
    String padding = "x".repeat(55);
    return String.join(
        ",",
        IntStream.range(0, number)
            .mapToObj(i -> "{\"value\": \"%s%d\"}".formatted(padding, i))
            .toList());
  }

  /** As many as there may be, of which some are rows: one more is refused. */
  @Test
  void aThousandElementsAreKept() {
    String roles = roles(1_000);
    String emails =
        String.join(
            ",",
            IntStream.range(0, 250).mapToObj(i -> "{\"value\": \"a%d\"}".formatted(i)).toList());

    Answer created =
        client.createUser("many", "\"roles\": [" + roles + "]", "\"emails\": [" + emails + "]");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().get("roles")).hasSize(1_000);
    assertThat(created.body().get("emails")).hasSize(250);
    assertThat(client.get("/Users/" + created.id()).body()).isEqualTo(created.body());
    assertThat(client.find("/Users", "emails.value eq \"A249\"").text("/totalResults"))
        .isEqualTo("1");
    assertThat(client.delete("/Users/" + created.id()).status()).isEqualTo(204);
    Answer tooMany = client.createUser("too-many", "\"roles\": [" + roles(1_001) + "]");
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.text("/scimType")).isEqualTo("invalidValue");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'userName': {}",
        "'userName': ['a', 'b']",
        "'active': 'perhaps'",
        "'active': 7",
        "'active': {}",
        "'name': 'Ada'",
        "'name': ['Ada', 'Lovelace']",
        "'emails': [['a']]",
        "'emails': [{'value': {'a': {}}}]",
        "'emails': [{'value': 'a', 'primary': 'perhaps'}]",
        "'roles': [{'value': {'a': {}}}]",
        "'ENTERPRISE': 'x'",
        "'ENTERPRISE': [{}, {}]",
        "'USHER': 'x'",
        "'USHER': {'employmentStartDate': 'soon'}",
        "'USHER': {'employmentStartDate': {}}",
        "'USHER': {'licenses': {'a': {}}}",
        "'USHER': {'projectRoles': [[]]}",
      })
  void aValueOfTheWrongTypeIsRefused(String member) {
    String json =
        member
            .replace('\'', '"')
            .replace("USHER", USHER)
            .replace("ENTERPRISE", ScimClient.ENTERPRISE);

    Answer refused = client.post("/Users", "{\"userName\": \"ada\", " + json + "}");

    assertThat(refused.status()).as("%s: %s", json, refused.body()).isEqualTo(400);
    assertThat(refused.text("/scimType")).isIn("invalidValue", "invalidSyntax");
    assertThat(client.get("/Users").text("/totalResults")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "a\\u0000b",
        "\\u0001",
        "\\u001f",
        "\\u007f",
        "\\u0085",
        "\\ud800",
        "\\udc00x",
        "a\\ud83d",
        "a\\rb"
      })
  void controlCharactersAndHalvesOfPairsAreRefusedEverywhere(String escaped) {
    String user = "/Users/" + client.createUser("ada").id();
    for (String path : List.of("title", "name.givenName", "emails.value", "externalId")) {
      assertInvalid(
          client.patchOps(
              user,
              "{\"op\": \"replace\", \"path\": \"%s\", \"value\": \"%s\"}"
                  .formatted(path.replace(".value", "[type eq \\\"work\\\"].value"), escaped)));
    }
    assertInvalid(client.post("/Users", "{\"userName\": \"" + escaped + "\"}"));
    Answer filtered =
        client.post(
            "/Users/.search",
            "{\"filter\": \"title eq \\\"" + escaped.replace("\\u", "\\\\u") + "\\\"\"}");
    assertThat(filtered.status()).as(filtered.body().toString()).isEqualTo(400);
    assertThat(filtered.text("/scimType")).isEqualTo("invalidFilter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e\u0301",
        "ﬁ",
        "ß",
        "İ",
        "ı",
        "\u202eabc",
        "שלום",
        "👩‍👩‍👧‍👦",
        "\u0bdf\u0e4b",
        "\uffff",
        "\ufdd0",
        "\u2028",
        "a\tb\nc",
        " a ",
        "a\u200bb",
        "𝒜",
        "\udbff\udffd",
        "\\",
        "\"",
        "%00",
        "{{x}}",
        "${x}",
        "#{x}"
      })
  void oddTextsComeBackAndAreFound(String text) {
    Answer created = client.createUser("ada", "\"title\": " + quote(text));

    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    String kept = created.text("/title");
    assertThat(kept).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    assertThat(client.get("/Users/" + created.id()).body()).isEqualTo(created.body());
    assertThat(client.find("/Users", "title eq " + quote(text)).text("/totalResults"))
        .isEqualTo("1");
    assertThat(client.patchOps("/Users/" + created.id(), addTitle(text)).body())
        .isEqualTo(created.body());
  }

  private static String addTitle(String text) {
    return "{\"op\": \"add\", \"path\": \"title\", \"value\": " + quote(text) + "}";
  }

  @Test
  void invisibleCharactersAreRefusedInWhatIdentifies() {
    for (String member : List.of("userName", "externalId")) {
      assertInvalid(
          client.post("/Users", "{\"userName\": \"a\", \"" + member + "\": \"a\\u200bb\"}"));
    }
    assertInvalid(client.createUser("a", "\"emails\": [{\"value\": \"a\\u00adb@c.org\"}]"));
  }

  @Test
  void theLastOfTwoEqualKeysCounts() {
    Answer created =
        client.post(
            "/Users",
            "{\"userName\": \"ada\", \"title\": \"a\", \"title\": \"b\","
                + " \"emails\": [{\"value\": \"x\", \"value\": \"y\"}]}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("/title")).isEqualTo("b");
    assertThat(created.text("/emails/0/value")).isEqualTo("y");
  }

  private static void assertInvalid(Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    assertThat(answer.text("/scimType")).isEqualTo("invalidValue");
  }
}
