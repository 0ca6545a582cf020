package dev.usher.scim.resource;

import static dev.usher.scim.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.Schema;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceReaderRefusalsTest {

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'x'", "null", "1"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    ScimException refusal =
        refused(() -> ResourceReader.read(json(body), ResourceTypes.USER, false));
    assertThat(refusal.scimType()).contains("invalidSyntax");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | userName",
        "{'userName': null} | userName",
        "{'userName': ''} | userName",
        "{'userName': ' \\t'} | userName",
        "{'userName': ['a', 'b']} | userName",
        "{'userName': {'a': 1}} | userName",
        "{'userName': {'value': ['x']}} | userName",
        "{'userName': 'a', 'active': 'maybe'} | active",
        "{'userName': 'a', 'active': 1} | active",
        "{'userName': 'a', 'name': 'Ada'} | name",
        "{'userName': 'a', 'name': [{}, {}]} | name",
        "{'userName': 'a', 'emails': [['x']]} | emails",
        "{'userName': 'a', 'emails': true} | emails",
        "{'userName': 'a', 'urn:ietf:params:scim:schemas:extension:usher:2.0:User:licenses': 'none;x'} | licenses",
        "{'userName': 'a', 'emails': [{'primary': 'perhaps'}]} | emails.primary",
        "{'userName': 'a', 'urn:ietf:params:scim:schemas:core:2.0:User': 1} | core:2.0:User",
        "{'userName': 'a', 'urn:scim:schemas:extension:enterprise:1.0': 'x'} | enterprise:2.0:User",
      })
  void anUnusableValueIsRefusedByName(String body, String name) {
    ScimException refusal =
        refused(() -> ResourceReader.read(json(body), ResourceTypes.USER, false));
    assertThat(refusal.scimType()).contains("invalidValue");
    assertThat(refusal.detail()).contains(name);
  }

  @Test
  void aGroupNeedsAName() {
    ScimException refusal =
        refused(() -> ResourceReader.read(json("{'members': []}"), ResourceTypes.GROUP, false));
    assertThat(refusal.scimType()).contains("invalidValue");
    assertThat(refusal.detail()).contains("displayName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour",
        "name.colour",
        "urn:unknown:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:colour"
      })
  void strictRefusesAnUnknownAttributeByName(String name) {
    ScimException refusal =
        refused(
            () ->
                ResourceReader.read(
                    json("{'userName': 'a', '" + name + "': 'x'}"), ResourceTypes.USER, true));
    assertThat(refusal.scimType()).contains("invalidPath");
    assertThat(refusal.detail()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'name': {'colour': 1}}", "{'emails': [{'colour': 1}]}"})
  void strictRefusesAnUnknownSubAttributeByName(String part) {
    ObjectNode body = (ObjectNode) json(part);
    body.put("userName", "a");
    ScimException refusal = refused(() -> ResourceReader.read(body, ResourceTypes.USER, true));
    assertThat(refusal.scimType()).contains("invalidPath");
    assertThat(refusal.detail()).containsPattern("(name|emails)\\.colour");
  }

  @ParameterizedTest
  @CsvSource({
    "userName, 255",
    "displayName, 255",
    "emails.value, 255",
    "title, 4000",
    "externalId, 4000",
    "profileUrl, 4000",
    "emails.display, 4000"
  })
  void lengthsAreCountedInCharactersAndLimited(String attribute, int limit) {
    assertThat(withText(attribute, "😀".repeat(limit)).toString()).contains("😀".repeat(limit));
    ScimException refusal = refused(() -> withText(attribute, "😀".repeat(limit + 1)));
    assertThat(refusal.scimType()).contains("invalidValue");
    assertThat(refusal.detail()).contains(attribute).contains(Integer.toString(limit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u0007", "\u001f", "a\u007fb", "a\u0085b", "a\rb", "a\r"})
  void controlCharactersAreRefused(String text) {
    assertThat(refused(() -> withText("title", text)).detail()).contains("title", "U+00");
    assertThat(refused(() -> withText("userName", text)).detail()).contains("userName");
  }

  @Test
  void linesAndTabsAreText() {
    assertThat(withText("addresses.formatted", "1 Road\r\nTown\n\tLand").toString())
        .contains("1 Road\\r\\nTown\\n\\tLand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u200bb", "\u00ada", "a\ufe0f", "a\ufeff", "a\udb40\udc01", "a\u3164"})
  void invisibleCharactersAreRefusedWhereTheyCouldHideADifference(String text) {
    for (String identifying : List.of("userName", "externalId", "emails.value")) {
      assertThat(refused(() -> withText(identifying, text)).detail()).contains(identifying);
    }
    for (String free : List.of("displayName", "title", "emails.display")) {
      assertThat(withText(free, text).toString()).contains(text);
    }
    ObjectNode group = JsonNodeFactory.instance.objectNode().put("displayName", text);
    assertThat(refused(() -> ResourceReader.read(group, ResourceTypes.GROUP, false)).detail())
        .contains("displayName");
  }

  @Test
  void halvesOfSurrogatePairsAreRefused() {
    assertThat(refused(() -> withText("title", "a\ud83d")).detail()).contains("title");
    assertThat(refused(() -> withText("x509Certificates.value", "\ude00a")).detail())
        .contains("x509Certificates.value");
  }

  @Test
  void textsAreStoredInNfcAndMeasuredSo() {
    assertThat(withText("userName", "e\u0301".repeat(255)).get("userName").textValue())
        .isEqualTo("\u00e9".repeat(255));
  }

  @Test
  void oddBytesOfACertificateAreKept() {
    String odd = "\u0001e\u0301=\u200b" + "A".repeat(5000);
    assertThat(withText("x509Certificates.value", odd).at("/x509Certificates/0/value").textValue())
        .isEqualTo(odd);
  }

  @Test
  void aResourceOfMoreThanAMebibyteIsRefusedMembersNotCounted() {
    ObjectNode user = JsonNodeFactory.instance.objectNode().put("userName", "ada");
    for (int i = 0; i < 300; i++) {
      user.withArray("addresses").addObject().put("formatted", i + "x".repeat(3_900));
    }
    assertThat(refused(() -> ResourceReader.read(user, ResourceTypes.USER, false)).detail())
        .contains("1 MiB");
    ObjectNode group = JsonNodeFactory.instance.objectNode().put("displayName", "all");
    for (int i = 0; i < 30_000; i++) {
      group.withArray("members").addObject().put("value", "member-%032d".formatted(i));
    }
    assertThat(ResourceReader.read(group, ResourceTypes.GROUP, false).get("members"))
        .hasSize(30_000);
  }

  @Test
  void anAttributeOfMoreThanAThousandValuesIsRefused() {
    ObjectNode user = JsonNodeFactory.instance.objectNode().put("userName", "ada");
    for (int i = 0; i < 1_000; i++) {
      user.withArray("phoneNumbers").addObject().put("value", "+49 30 " + i);
    }
    assertThat(ResourceReader.read(user, ResourceTypes.USER, false).get("phoneNumbers"))
        .hasSize(1_000);
    user.withArray("phoneNumbers").addObject().put("value", "+49 30 1000");
    assertThat(refused(() -> ResourceReader.read(user, ResourceTypes.USER, false)).detail())
        .contains("phoneNumbers", "1,000");
  }

  @Test
  void numbersAndTimesMayBeTextsButMustBeSuch() {
    ResourceType type =
        new ResourceType(
            "Thing",
            "A thing.",
            "/Things",
            Schema.of(
                "urn:example:Thing",
                "Thing",
                "A thing.",
                List.of(),
                Attribute.of("count", AttributeType.INTEGER, "A count."),
                Attribute.of("rate", AttributeType.DECIMAL, "A rate."),
                Attribute.of("at", AttributeType.DATE_TIME, "A time.")),
            List.of());
    assertThat(
            ResourceReader.read(
                    json("{'count': ' 25 ', 'rate': '-1.50', 'at': '2026-01-31T09:30:00+01:00'}"),
                    type,
                    false)
                .toString())
        .isEqualTo("{\"count\":25,\"rate\":-1.50,\"at\":\"2026-01-31T09:30:00+01:00\"}");
    for (String wrong :
        List.of(
            "{'count': 'x'}",
            "{'count': 1.5}",
            "{'count': '99999999999999999999'}",
            "{'rate': '1e9'}",
            "{'rate': true}",
            "{'at': 'yesterday'}",
            "{'at': '2026-01-31'}",
            "{'at': {}}")) {
      assertThat(refused(() -> ResourceReader.read(json(wrong), type, false)).scimType())
          .as(wrong)
          .contains("invalidValue");
    }
  }

  private static ObjectNode withText(String attribute, String text) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("userName", "ada");
    body.put(attribute, text);
    return ResourceReader.read(body, ResourceTypes.USER, false);
  }

  private static ScimException refused(ThrowingCallable call) {
    ScimException refusal = catchThrowableOfType(ScimException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.status()).isEqualTo(400);
    return refusal;
  }
}
