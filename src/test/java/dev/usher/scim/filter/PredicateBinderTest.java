package dev.usher.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Predicate.And;
import dev.usher.scim.filter.Predicate.Compare;
import dev.usher.scim.filter.Predicate.Element;
import dev.usher.scim.filter.Predicate.Not;
import dev.usher.scim.filter.Predicate.Or;
import dev.usher.scim.filter.Predicate.Present;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.Schema;
import dev.usher.scim.schema.UsherUserSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateBinderTest {
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
              Attribute.of("size", AttributeType.INTEGER, "A size."),
              Attribute.of("weight", AttributeType.DECIMAL, "A weight."),
              Attribute.of("invitation", AttributeType.COMPLEX, "An invitation.")
                  .with(
                      Attribute.string("status", "Its status."),
                      Attribute.string("link", "Its link.").caseExact())),
          List.of());

  @Test
  void namesAreFoundInAnyCaseWithAndWithoutTheirUrn() {
    Predicate expected = eq("userName", "bjensen");

    assertThat(bind("USERNAME eq \"bjensen\"")).isEqualTo(expected);
    assertThat(bind("urn:ietf:params:scim:schemas:CORE:2.0:user:userName eq \"bjensen\""))
        .isEqualTo(expected);
    assertThat(bind("urn:scim:schemas:core:1.0:userName eq \"bjensen\"")).isEqualTo(expected);
  }

  @Test
  void aBareNameIsLookedUpInTheExtensionsToo() {
    assertThat(bind("manager eq \"26118915\""))
        .isEqualTo(eq(EnterpriseUserSchema.URN + ":manager.value", "26118915"));
    assertThat(bind(UsherUserSchema.URN + ":organization eq \"OG-1\""))
        .isEqualTo(eq(UsherUserSchema.URN + ":organization", "OG-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch pr", "name.nosuch pr", "urn:x:y pr", "emails[nosuch pr]"})
  void anUnknownAttributeIsRefusedByName(String filter) {
    assertRefused(filter, ResourceTypes.USER, filter.startsWith("urn") ? "urn:x:y" : "nosuch");
  }

  @Test
  void notEqualIsTheNegationOfEqual() {
    assertThat(bind("emails.value ne \"a\"")).isEqualTo(new Not(eq("emails.value", "a")));
    assertThat(bind("not (title ne \"a\")")).isEqualTo(eq("title", "a"));
  }

  @Test
  void nullMeansWithoutValue() {
    assertThat(bind("title eq null")).isEqualTo(new Not(present("title")));
    assertThat(bind("title ne NULL")).isEqualTo(present("title"));
    assertThat(bind("name eq null")).isEqualTo(new Not(present("name")));
    assertRefused("title gt null", ResourceTypes.USER, "title", "null");
  }

  @Test
  void aComplexAttributeMeansItsValueInComparisonsAndItselfInPresence() {
    assertThat(bind("emails co \"@example\""))
        .isEqualTo(new Compare(path("emails.value"), Operator.CO, "@example"));
    assertThat(bind("emails pr")).isEqualTo(present("emails"));
    assertRefused("name eq \"x\"", ResourceTypes.USER, "name is complex");
    assertRefused("meta gt \"x\"", ResourceTypes.USER, "meta is complex");
  }

  @Test
  void aValuePathBecomesAnElement() {
    assertThat(bind("emails[type eq \"work\" and value co \"@example\"]"))
        .isEqualTo(
            new Element(
                path("emails"),
                new And(
                    List.of(
                        eq("emails.type", "work"),
                        new Compare(path("emails.value"), Operator.CO, "@example")))));
    assertThat(bind("name[familyName eq \"Jensen\"]"))
        .isEqualTo(new Element(path("name"), eq("name.familyName", "Jensen")));
    assertThat(bind("manager[$ref pr]"))
        .isEqualTo(new Element(path("manager"), present("manager.$ref")));
  }

  @Test
  void whatFollowsTheBracketIsAskedOfTheSameElement() {
    Predicate work = eq("emails.type", "work");
    Predicate value = eq("emails.value", "a");

    assertThat(bind("emails[type eq \"work\"].value eq \"a\""))
        .isEqualTo(new Element(path("emails"), new And(List.of(work, value))));
    assertThat(bind("emails[type eq \"work\"].value ne \"a\""))
        .isEqualTo(new Not(new Element(path("emails"), new And(List.of(work, value)))));
    assertThat(bind("emails[type eq \"work\"].value pr"))
        .isEqualTo(new Element(path("emails"), new And(List.of(work, present("emails.value")))));
    assertThat(bind("emails[type eq \"work\"].value eq null"))
        .isEqualTo(
            new Not(new Element(path("emails"), new And(List.of(work, present("emails.value"))))));
  }

  @Test
  void namesInBracketsMayRepeatTheAttribute() {
    Predicate expected = new Element(path("emails"), eq("emails.type", "work"));

    assertThat(bind("emails[emails.type eq \"work\"]")).isEqualTo(expected);
    assertThat(bind("emails[urn:ietf:params:scim:schemas:core:2.0:User:Emails.type eq \"work\"]"))
        .isEqualTo(expected);
  }

  @Test
  void simpleValuesAreNamedValueInBrackets() {
    assertThat(bind("projectRoles[value eq \"PJ-7:TESTER\"]"))
        .isEqualTo(eq("projectRoles", "PJ-7:TESTER"));
    assertThat(bind("projectRoles[value sw \"PJ-7:\" or value sw \"ALL:\"]"))
        .isEqualTo(bind("projectRoles sw \"PJ-7:\" or projectRoles sw \"ALL:\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projectRoles[value sw \"a\" and value ew \"b\"]",
        "projectRoles[not (value eq \"a\")]",
        "projectRoles[value ne \"a\"]",
        "projectRoles[value pr].value eq \"a\"",
        "userName[value eq \"a\"]",
        "name.familyName[value eq \"a\"]",
        "emails[value eq \"a\"].nosuch pr",
        "emails[userName eq \"a\"]"
      })
  void bracketsThatChooseNothingAreRefused(String filter) {
    assertRefused(filter, ResourceTypes.USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "True", "\"true\"", "\"True\""})
  void booleansAreReadFromTextToo(String literal) {
    assertThat(bind("active eq " + literal)).isEqualTo(eq("active", true));
    assertThat(bind("emails[primary eq " + literal + "]"))
        .isEqualTo(new Element(path("emails"), eq("emails.primary", true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "active gt true",
        "active co \"t\"",
        "active eq \"yes\"",
        "active eq 1",
        "x509Certificates.value lt \"aGk=\"",
        "meta.created eq \"yesterday\"",
        "meta.created gt \"2026-02-30T00:00:00Z\"",
        "meta.created gt \"2026-01-01\"",
        "meta.created gt \"+10000-01-01T00:00:00Z\"",
        "meta.created ge true",
        "userName eq \"a\\u0000b\"",
        "userName eq \"a\\u007fb\"",
        "userName eq \"\\ud800\"",
        "password eq \"x\"",
        "password pr",
        "not (password eq \"x\")",
      })
  void whatCannotBeComparedIsRefused(String filter) {
    assertRefused(filter, ResourceTypes.USER);
  }

  @Test
  void theInvitationLinkCannotBeAskedFor() {
    assertRefused("invitation.link sw \"https\"", THING, "invitation.link");
    assertRefused("invitation[link pr]", THING, "invitation.link");
    assertRefused("invitation[status pr].link pr", THING, "invitation.link");
    assertThat(bind("invitation pr", THING)).isInstanceOf(Present.class);
  }

  @Test
  void numbersAreReadFromTextTooAndStayReasonable() {
    assertThat(bind("size ge \"12\"", THING))
        .isEqualTo(
            new Compare(THING.find("size").orElseThrow(), Operator.GE, new BigDecimal("12")));
    assertThat(bind("weight lt 1.5e2", THING))
        .isEqualTo(
            new Compare(THING.find("weight").orElseThrow(), Operator.LT, new BigDecimal("1.5e2")));
    for (String wrong : List.of("co 1", "eq \"x\"", "eq true", "eq 1e999999", "eq 1e99999999999")) {
      assertRefused("size " + wrong, THING, "size");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2011-05-13T04:42:34Z,        2011-05-13T04:42:34Z",
    "2011-05-13t04:42:34.123z,    2011-05-13T04:42:34.123Z",
    "2011-05-13T04:42:34+02:00,   2011-05-13T02:42:34Z",
    "2011-05-13T04:42:34.5-0500,  2011-05-13T09:42:34.500Z",
    "2011-05-13T04:42:34,         2011-05-13T04:42:34Z"
  })
  void timesAreInstantsWhateverTheirOffset(String written, String instant) {
    assertThat(bind("meta.lastModified gt \"" + written + "\""))
        .isEqualTo(new Compare(path("meta.lastModified"), Operator.GT, Instant.parse(instant)));
  }

  @Test
  void partsOfATimeAreText() {
    assertThat(bind("meta.created sw \"2011-05\""))
        .isEqualTo(new Compare(path("meta.created"), Operator.SW, "2011-05"));
  }

  @Test
  void textIsNormalisedAndKeepsTabsAndLines() {
    assertThat(bind("title eq \"Rene\\u0301\\t\\n\"")).isEqualTo(eq("title", "René\t\n"));
    assertThat(bind("externalId eq 1e5")).isEqualTo(eq("externalId", "1e5"));
  }

  @Test
  void conjunctionsComeOutFlat() {
    assertThat(bind("title pr and (locale pr and not (not (active pr and userName pr)))"))
        .isEqualTo(
            new And(
                List.of(
                    present("title"), present("locale"), present("active"), present("userName"))));
  }

  @Test
  void aSearchOverSeveralTypesHasNoValueForWhatATypeLacks() {
    assertThat(across("userName eq \"a\"")).isEqualTo(new Or(List.of()));
    assertThat(across("not (userName eq \"a\")")).isEqualTo(new And(List.of()));
    assertThat(across("userName ne \"a\"")).isEqualTo(new And(List.of()));
    assertThat(across("emails[type eq \"work\"].value ne \"a\"")).isEqualTo(new And(List.of()));
    assertThat(across("userName eq \"a\" or displayName eq \"b\""))
        .isEqualTo(
            new Compare(ResourceTypes.GROUP.find("displayName").orElseThrow(), Operator.EQ, "b"));
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> across("displayName eq \"b\" or nosuch pr"))
        .withMessageContaining("nosuch");
  }

  @Test
  void anElementConditionNamesSubAttributes() {
    AttributePath emails = path("emails");

    assertThat(PredicateBinder.bindElement(FilterParser.parse("type eq \"work\"", true), emails))
        .isEqualTo(eq("emails.type", "work"));
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(
            () -> PredicateBinder.bindElement(FilterParser.parse("userName pr", true), emails))
        .withMessageContaining("userName in emails");
  }

  private static Predicate across(String filter) {
    return PredicateBinder.bind(
        FilterParser.parse(filter, true),
        ResourceTypes.GROUP,
        List.of(ResourceTypes.USER, ResourceTypes.GROUP));
  }

  private static Predicate bind(String filter) {
    return bind(filter, ResourceTypes.USER);
  }

  private static Predicate bind(String filter, ResourceType type) {
    return Filters.predicate(filter, type, true);
  }

  private static AttributePath path(String text) {
    return ResourceTypes.USER.find(text).orElseThrow();
  }

  private static Predicate eq(String path, Object value) {
    return new Compare(path(path), Operator.EQ, value);
  }

  private static Predicate present(String path) {
    return new Present(path(path));
  }

  private static void assertRefused(String filter, ResourceType type, String... details) {
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> bind(filter, type))
        .satisfies(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(400);
              assertThat(refusal.scimType()).contains("invalidFilter");
              assertThat(refusal.detail()).isNotBlank();
              for (String detail : details) {
                assertThat(refusal.detail()).contains(detail);
              }
            });
  }
}
