package dev.usher.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filter.Literal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

  @Test
  void andBindsTighterThanOr() {
    assertThat(parse("a pr or b pr and c pr"))
        .isEqualTo(new Filter.Or(List.of(pr("a"), new Filter.And(List.of(pr("b"), pr("c"))))));
  }

  @Test
  void parenthesesBindTightest() {
    assertThat(parse("(a pr or b pr) and not(c pr)"))
        .isEqualTo(
            new Filter.And(
                List.of(new Filter.Or(List.of(pr("a"), pr("b"))), new Filter.Not(pr("c")))));
  }

  @Test
  void keywordsAndOperatorsAreReadInAnyCase() {
    assertThat(parse("a PR AND NOT (b Eq NULL) Or c SW \"x\""))
        .isEqualTo(parse("a pr and not (b eq NULL) or c sw \"x\""));
  }

  @Test
  void anAttributeMayBeginLikeAKeyword() {
    assertThat(parse("notes pr and order pr and android pr"))
        .isEqualTo(new Filter.And(List.of(pr("notes"), pr("order"), pr("android"))));
  }

  @Test
  void aValuePathMayGoOnWithASubAttribute() {
    assertThat(parse("emails[type eq \"work\"].value eq \"a]b\""))
        .isEqualTo(
            new Filter.ValuePath(
                "emails",
                new Filter.Compare("type", Operator.EQ, text("work")),
                Optional.of(new Filter.Compare("value", Operator.EQ, text("a]b")))));
  }

  @Test
  void everyEscapeOfJsonIsResolved() {
    assertThat(parse("a eq \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00%20\""))
        .isEqualTo(new Filter.Compare("a", Operator.EQ, text("\"\\/\b\f\n\r\té😀%20")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jyoung", "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef", "a@b.example", "007"})
  void aValueMayStandWithoutQuotesWhenLenient(String word) {
    String filter = "externalId eq " + word;

    assertThat(FilterParser.parse("(" + filter + ")", true))
        .isEqualTo(new Filter.Compare("externalId", Operator.EQ, text(word)));
    assertRefused(filter, false, "double quotes at character 15, before " + word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "userName",
        "userName eq",
        "userName eq \"a",
        "userName eq \"a\\",
        "a eq \"\\x\"",
        "a eq \"\\u12g4\"",
        "a eq \"\\u٠٠٠٠\"",
        "a xx \"b\"",
        "a eq \"b\" c pr",
        "a pr and",
        "and pr",
        "a pr or or b pr",
        "not a pr",
        "not",
        "(a pr",
        "a pr)",
        "()",
        "a[b pr",
        "a[]",
        "a[b pr].",
        "a[b pr].c",
        "a[b[c pr]]",
        "a[b pr][c pr]",
        "a eq 'b'",
        "a eq and",
        "a eq b c",
        "\"a\" eq \"b\"",
        "a eq (b)",
        ".a pr",
        "1a pr",
        "a eq \"b\"]",
        "a = \"b\"",
        "ä pr",
        "\0"
      })
  void brokenFiltersAreRefused(String text) {
    assertRefused(text, true, "The filter cannot be read: ");
  }

  @Test
  void aRefusalSaysWhatIsWrongAndWhere() {
    assertRefused(
        "userName like \"x\"", true, "expected an operator", "at character 10, before like");
    assertRefused("userName eq \"x", true, "the string is not closed at character 13");
    assertRefused("userName pr and", true, "expected an attribute", "at the end");
  }

  @Test
  void aRefusalDoesNotRepeatControlCharactersOrLongText() {
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> parse("a pr \u0001\n" + "x".repeat(1000)))
        .satisfies(e -> assertThat(e.detail()).hasSizeLessThan(200).doesNotContain("\u0001"));
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> parse("a pr " + "x".repeat(1000)))
        .satisfies(e -> assertThat(e.detail()).hasSizeLessThan(200));
  }

  @Test
  void nestingIsAllowedUpToItsLimit() {
    String deepest =
        "(".repeat(FilterParser.MAX_DEPTH) + "a pr" + ")".repeat(FilterParser.MAX_DEPTH);

    assertThat(parse(deepest)).isEqualTo(pr("a"));
    assertRefused("(" + deepest + ")", true, "nested deeper than 64");
    assertRefused("not (".repeat(64) + "a[b pr]" + ")".repeat(64), true, "nested deeper than 64");
  }

  @Test
  void hostileFiltersAreAnsweredAtOnce() {
    List<String> hostile =
        List.of(
            "(".repeat(10_000),
            "not (".repeat(10_000),
            "a[".repeat(10_000),
            "(".repeat(10_000) + "a pr" + ")".repeat(10_000),
            "a eq " + "9".repeat(60_000) + "x\"",
            "a eq \"" + "\\".repeat(60_001),
            "a".repeat(65_000),
            " ".repeat(65_000),
            "x".repeat(10_000_000));

    assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> hostile.forEach(text -> assertRefused(text, true)));
  }

  @Test
  void aLongListOfTermsIsRead() {
    String many = "a pr or ".repeat(8_000) + "a pr";

    assertThat(((Filter.Or) parse(many)).parts()).hasSize(8_001);
  }

  @Test
  void aFilterIsAtMost64KibLong() {
    String longest = "a eq \"" + "x".repeat(FilterParser.MAX_LENGTH - 7) + "\"";

    assertThat(parse(longest)).isInstanceOf(Filter.Compare.class);
    assertRefused(longest + " ", true, "longer than 65536 characters");
  }

  private static Filter parse(String text) {
    return FilterParser.parse(text, true);
  }

  private static Filter pr(String path) {
    return new Filter.Present(path);
  }

  private static Literal text(String text) {
    return new Literal(Literal.Kind.TEXT, text);
  }

  private static void assertRefused(String text, boolean lenient, String... details) {
    assertThatExceptionOfType(ScimException.class)
        .isThrownBy(() -> FilterParser.parse(text, lenient))
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
