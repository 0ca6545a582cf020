package dev.usher.schemas;

import static dev.usher.testing.ScimClient.quote;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.testing.Answer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What {@code /Schemas} says of types and case, held against filters and sorting: one test for each
 * attribute and sub-attribute of each resource type.
 */
@Isolated("a worker sends the mails of every account in the database")
class FiltersAsDescribedTest extends ReadChecks {
  @TestFactory
  Stream<DynamicNode> filtersFollowTheTypeAndTheCaseRule() {
    return eachAttribute(this::filters);
  }

  private void filters(ServedType type, ServedAttribute attribute) {
    if (attribute.returned().equals("never") || attribute.local().equals("invitation.link")) {
      for (String operator : List.of("pr", "eq \"x\"", "sw \"x\"")) {
        assertThat(find(type, attribute + " " + operator).text("/scimType"))
            .as("%s %s", attribute, operator)
            .isEqualTo("invalidFilter");
      }
      return;
    }
    ServedAttribute compared =
        attribute.complex() ? attribute.subAttribute("value").orElse(attribute) : attribute;
    Optional<JsonNode> example = example(type, compared);
    if (example.isEmpty()) {
      assertThat(mayHaveNoValue(type, attribute)).as("%s has no value", attribute).isTrue();
      assertThat(find(type, attribute + " pr").text("/totalResults")).isEqualTo("0");
      return;
    }
    String id = example.get().get("id").textValue();
    assertFinds(true, type, attribute, "pr", id);
    if (compared.complex()) {
      assertRefused(type, attribute, "eq \"x\"");
      return;
    }
    JsonNode value = ServedAttribute.elements(compared.values(example.get()).get(0)).get(0);
    switch (compared.type()) {
      case "boolean" -> {
        assertFinds(true, type, attribute, "eq " + value, id);
        assertFinds(false, type, attribute, "ne " + value, id);
        assertRefused(type, attribute, "gt " + value);
      }
      case "integer" -> {
        assertFinds(true, type, attribute, "eq " + value, id);
        assertFinds(true, type, attribute, "ge " + value, id);
        assertFinds(false, type, attribute, "gt " + value, id);
        assertFinds(false, type, attribute, "lt " + value, id);
      }
      case "dateTime" -> instants(type, attribute, value.textValue(), id);
      case "binary" -> {
        texts(type, attribute, compared, value.textValue(), id);
        assertRefused(type, attribute, "gt " + value);
      }
      default -> {
        texts(type, attribute, compared, value.textValue(), id);
        assertFinds(true, type, attribute, "ge " + value, id);
      }
    }
  }

  private static void texts(
      ServedType type, ServedAttribute asked, ServedAttribute compared, String text, String id) {
    assertFinds(true, type, asked, "eq " + quote(text), id);
    assertFinds(true, type, asked, "sw " + quote(text.substring(0, 1)), id);
    assertFinds(true, type, asked, "co " + quote(text.substring(text.length() / 2)), id);
    String other = otherCase(text);
    if (!other.equals(text)) {
      boolean found =
          !compared.caseExact() || asked.name().equals("id") || OUR_ID.matcher(text).matches();
      for (String operator : List.of("eq ", "sw ", "co ", "ew ")) {
        assertFinds(found, type, asked, operator + quote(other), id);
      }
    }
  }

  /** Instants are equal whatever their offset and however many digits their fraction has. */
  private static void instants(ServedType type, ServedAttribute attribute, String text, String id) {
    Instant instant = Instant.parse(text);
    OffsetDateTime elsewhere = instant.atOffset(ZoneOffset.ofHoursMinutes(5, 30));
    assertFinds(true, type, attribute, "eq " + quote(text), id);
    assertFinds(true, type, attribute, "eq " + quote(elsewhere.toString()), id);
    assertFinds(true, type, attribute, "eq " + quote(text.replace("Z", "000Z")), id);
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    assertFinds(true, type, attribute, "ge " + quote(second.toString()), id);
    assertFinds(true, type, attribute, "lt " + quote(second.plusSeconds(1).toString()), id);
    assertFinds(false, type, attribute, "gt " + quote(elsewhere.toString()), id);
  }

  /** Of a resource or a transaction: looked for in either case, as in a path. */
  private static final Pattern OUR_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static String otherCase(String text) {
    StringBuilder other = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(other::appendCodePoint);
    return other.toString();
  }

  private static void assertFinds(
      boolean found, ServedType type, ServedAttribute attribute, String condition, String id) {
    String filter = attribute + " " + condition + " and id eq " + quote(id);
    Answer answer = find(type, filter);
    assertThat(answer.status()).as("%s: %s", filter, answer.body()).isEqualTo(200);
    assertThat(answer.text("/totalResults")).as(filter).isEqualTo(found ? "1" : "0");
  }

  private static void assertRefused(ServedType type, ServedAttribute attribute, String condition) {
    Answer answer = find(type, attribute + " " + condition);
    assertThat(answer.status()).as("%s %s", attribute, condition).isEqualTo(400);
    assertThat(answer.text("/scimType")).isEqualTo("invalidFilter");
  }

  @TestFactory
  Stream<DynamicNode> sortingFollowsTheTypeAndTheCaseRule() {
    return eachAttribute(this::sorts);
  }

  private void sorts(ServedType type, ServedAttribute attribute) {
    ServedAttribute compared =
        attribute.complex() ? attribute.subAttribute("value").orElse(attribute) : attribute;
    boolean ordered =
        !compared.complex()
            && !compared.is("binary")
            && !compared.returned().equals("never")
            && !compared.local().equals("invitation.link");
    for (String order : List.of("ascending", "descending")) {
      Answer answer =
          client.get(
              "%s?count=1000&attributes=%s&sortBy=%s&sortOrder=%s"
                  .formatted(type.endpoint(), attribute, attribute, order));
      if (!ordered) {
        assertThat(answer.text("/scimType")).as("%s", attribute).isEqualTo("invalidPath");
        continue;
      }
      assertThat(answer.status()).as("%s: %s", attribute, answer.body()).isEqualTo(200);
      assertOrder(compared, answer.body().get("Resources"), order.equals("descending"));
    }
  }

  /** Of a multi-valued attribute the primary value counts, else the first. */
  private static void assertOrder(ServedAttribute attribute, JsonNode page, boolean descending) {
    List<Optional<String>> keys = new ArrayList<>();
    for (JsonNode resource : page) {
      List<JsonNode> values = attribute.values(resource);
      keys.add(
          values.isEmpty()
              ? Optional.empty()
              : Optional.of(key(attribute, ServedAttribute.elements(values.get(0)).get(0))));
    }
    if (descending) {
      java.util.Collections.reverse(keys);
    }
    List<String> present = keys.stream().flatMap(Optional::stream).toList();
    if (attribute.parent().isEmpty() || !attribute.parent().get().multiValued()) {
      assertThat(present).as("%s", attribute).isSorted();
    }
    assertThat(keys.stream().dropWhile(Optional::isPresent).allMatch(Optional::isEmpty))
        .as("absent values of %s come last: %s", attribute, keys)
        .isTrue();
  }

  private static String key(ServedAttribute attribute, JsonNode value) {
    String text = value.isIntegralNumber() ? "%020d".formatted(value.longValue()) : value.asText();
    // a collation orders spaces before punctuation, and that before digits and letters
    return attribute.caseExact() || attribute.is("boolean")
        ? text
        : text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9 ]", "!");
  }
}
