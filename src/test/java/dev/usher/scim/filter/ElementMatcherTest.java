package dev.usher.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.Schema;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementMatcherTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ResourceType THING =
      new ResourceType(
          "Thing",
          "A thing.",
          "/Things",
          Schema.of(
              "urn:test:Thing",
              "Thing",
              "A thing.",
              List.of(),
              Attribute.of("parts", AttributeType.COMPLEX, "Parts.")
                  .multiValued()
                  .with(
                      Attribute.string("code", "A code.").caseExact(),
                      Attribute.of("size", AttributeType.INTEGER, "A size."),
                      Attribute.of("made", AttributeType.DATE_TIME, "When it was made."))),
          List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type eq \"WORK\"                                | true",
        "type eq \"home\"                                | false",
        "type ne \"home\"                                | true",
        "value sw \"BJ\" and value ew \".COM\"           | true",
        "value co \"@Example\"                           | true",
        "value gt \"a\" and value lt \"c\"               | true",
        "value ge \"bjensen@example.com\"                | true",
        "value le \"BJENSEN@example.com\"                | true",
        "value gt \"bjensen@example.com\"                | false",
        "primary eq true                                 | true",
        "primary eq \"False\"                            | false",
        "display pr                                      | false",
        "not (display pr)                                | true",
        "display eq \"x\" or type pr                     | true",
        "display ne \"x\"                                | true",
        "display eq null                                 | true",
      })
  void anElementIsAskedByItsSubAttributes(String filter, boolean expected) {
    JsonNode element =
        json("{'value': 'bjensen@example.com', 'TYPE': 'work', 'primary': true, 'display': ''}");

    assertThat(matches("emails", filter, element)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"straße,STRASSE", "ΟΔΟΣ,οδος", "Rene\u0301,RENÉ", "İ,i̇"})
  void caseIsFoldedAndAccentsAreNormalised(String stored, String asked) {
    JsonNode element = JSON.createObjectNode().put("value", stored);

    assertThat(matches("emails", "value eq \"" + asked + "\"", element)).isTrue();
    assertThat(matches("emails", "value eq \"Rene\"", element)).isFalse();
  }

  @Test
  void caseCountsWhereTheSchemaSaysSo() {
    JsonNode element = json("{'code': 'Ab'}");

    assertThat(matches("parts", "code eq \"Ab\"", element)).isTrue();
    assertThat(matches("parts", "code eq \"AB\"", element)).isFalse();
    assertThat(matches("parts", "code sw \"a\"", element)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'True'", "true", "'TRUE'"})
  void aBooleanMayBeText(String stored) {
    assertThat(matches("roles", "primary eq \"True\"", json("{'primary': " + stored + "}")))
        .isTrue();
    assertThat(matches("roles", "primary eq false", json("{'primary': " + stored + "}"))).isFalse();
  }

  @Test
  void numbersCompareByTheirSize() {
    assertThat(matches("parts", "size gt 9", json("{'size': 10}"))).isTrue();
    assertThat(matches("parts", "size eq 10.0", json("{'size': '10'}"))).isTrue();
    assertThat(matches("parts", "size le 9", json("{'size': 10}"))).isFalse();
    assertThat(matches("parts", "size gt 9", json("{'size': 'many'}"))).isFalse();
  }

  @Test
  void timesCompareAsInstants() {
    JsonNode element = json("{'made': '2026-01-01T01:00:00+01:00'}");

    assertThat(matches("parts", "made eq \"2026-01-01T00:00:00Z\"", element)).isTrue();
    assertThat(matches("parts", "made lt \"2026-01-01T00:00:00Z\"", element)).isFalse();
    assertThat(matches("parts", "made sw \"2026-01\"", element)).isTrue();
    assertThat(matches("parts", "made ge \"2026-01-01T00:00:00Z\"", json("{'made': 'x'}")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'type': null}", "{'type': {'a': 1}}", "{'type': ['work']}"})
  void whatIsNoValueMatchesNothing(String element) {
    assertThat(matches("emails", "type eq \"work\"", json(element))).isFalse();
    assertThat(matches("emails", "type ne \"work\"", json(element))).isTrue();
  }

  @Test
  void aPlainValueCountsAsItsValue() {
    assertThat(matches("members", "value eq \"x\"", json("'x'"))).isTrue();
    assertThat(matches("members", "type eq \"x\"", json("'x'"))).isFalse();
    assertThat(matches("projectRoles", "value eq \"pj-7:tester\"", json("'PJ-7:TESTER'"))).isTrue();
    assertThat(matches("projectRoles", "value sw \"PJ\" and value ew \"X\"", json("'PJ-7'")))
        .isFalse();
  }

  @Test
  void equalTermsDescribeAnElement() {
    assertThat(
            template("emails", "type eq \"work\" and (primary eq \"True\" and type eq \"Work\")"))
        .contains(json("{'type': 'work', 'primary': true}"));
    assertThat(template("parts", "size eq \"3\" and made eq \"2026-01-01T01:00:00+01:00\""))
        .contains(json("{'size': 3, 'made': '2026-01-01T00:00:00Z'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type eq \"work\" or type eq \"home\"",
        "type eq \"work\" and value sw \"a\"",
        "not (type eq \"work\")",
        "type ne \"work\"",
        "type pr",
        "type eq null",
        "type eq \"work\" and type eq \"home\""
      })
  void otherConditionsDescribeNone(String filter) {
    assertThat(template("emails", filter)).isEmpty();
  }

  @Test
  void simpleValuesHaveNoTemplate() {
    assertThat(template("projectRoles", "value eq \"PJ-7\"")).isEmpty();
  }

  private static boolean matches(String attribute, String filter, JsonNode element) {
    return ElementMatcher.matches(condition(attribute, filter), element);
  }

  private static Optional<JsonNode> template(String attribute, String filter) {
    return ElementMatcher.template(condition(attribute, filter)).map(node -> read(node.toString()));
  }

  private static Predicate condition(String attribute, String filter) {
    return PredicateBinder.bindElement(
        FilterParser.parse(filter, true),
        List.of(ResourceTypes.USER, ResourceTypes.GROUP, THING).stream()
            .flatMap(type -> type.find(attribute).stream())
            .findFirst()
            .orElseThrow());
  }

  private static JsonNode json(String singleQuoted) {
    return read(singleQuoted.replace('\'', '"'));
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
