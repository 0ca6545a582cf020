package dev.usher.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filter.Literal;
import dev.usher.scim.schema.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterParserPropertyTest {

  @Property(tries = 500)
  void aPrintedFilterIsReadBackAsItWas(
      @ForAll("filters") Filter filter, @ForAll long seed, @ForAll boolean lenient) {
    String text = new FilterPrinter(seed).print(filter);

    assertThat(FilterParser.parse(text, lenient)).as(text).isEqualTo(filter);
  }

  @Property(tries = 1000)
  void garbageIsRefusedAndNothingElse(@ForAll("garbage") String text, @ForAll boolean lenient) {
    assertRefusedOrUnderstood(text, lenient);
  }

  @Property(tries = 500)
  void aDamagedFilterIsRefusedOrUnderstood(
      @ForAll("filters") Filter filter, @ForAll long seed, @ForAll("positions") double position) {
    String text = new FilterPrinter(seed).print(filter);
    int at = (int) (position * text.length());

    assertRefusedOrUnderstood(text.substring(0, at), true);
    assertRefusedOrUnderstood(text.substring(at), true);
    assertRefusedOrUnderstood(text.substring(0, at) + text.substring(at + 1), false);
  }

  private static void assertRefusedOrUnderstood(String text, boolean lenient) {
    try {
      assertThat(Filters.predicate(text, ResourceTypes.USER, lenient)).isNotNull();
    } catch (ScimException refusal) {
      assertThat(refusal.status()).isEqualTo(400);
      assertThat(refusal.scimType()).contains("invalidFilter");
    }
  }

  @Provide
  Arbitrary<Double> positions() {
    return Arbitraries.doubles().between(0, 0.99);
  }

  @Provide
  Arbitrary<String> garbage() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "(",
            ")",
            "[",
            "]",
            "\"",
            "\\",
            ".",
            "not",
            "and",
            "or",
            "pr",
            "eq",
            "ne",
            "co",
            "gt",
            "userName",
            "emails",
            "emails.value",
            "active",
            "name",
            "meta.created",
            "password",
            "value",
            "projectRoles",
            "\"x\"",
            "true",
            "null",
            "1e9999999999",
            "-1",
            "\\ud800",
            " ",
            "  ",
            "$ref",
            "urn:ietf:params:scim:schemas:core:2.0:User",
            ":",
            "'",
            "\0");
    Arbitrary<String> fromPieces =
        pieces.list().ofMaxSize(14).map(words -> String.join(" ", words));
    return Arbitraries.oneOf(fromPieces, Arbitraries.strings().all().ofMaxLength(40));
  }

  @Provide
  Arbitrary<Filter> filters() {
    return filter(4, false);
  }

  private static Arbitrary<Filter> filter(int depth, boolean inBrackets) {
    if (depth == 0) {
      return term().map(term -> term);
    }
    Arbitrary<List<Filter>> parts =
        Arbitraries.lazy(() -> filter(depth - 1, inBrackets)).list().ofMinSize(2).ofMaxSize(3);
    Arbitrary<Filter> and = parts.map(FilterParserPropertyTest::and);
    Arbitrary<Filter> or = parts.map(FilterParserPropertyTest::or);
    Arbitrary<Filter> not =
        Arbitraries.lazy(() -> filter(depth - 1, inBrackets)).map(Filter.Not::new);
    Arbitrary<Filter> simple = term().map(term -> term);
    return inBrackets
        ? Arbitraries.oneOf(simple, and, or, not)
        : Arbitraries.oneOf(simple, and, or, not, valuePath(depth - 1));
  }

  private static Arbitrary<Filter> valuePath(int depth) {
    return Combinators.combine(
            paths(), Arbitraries.lazy(() -> filter(depth, true)), subTerm().optional())
        .as(Filter.ValuePath::new);
  }

  private static Arbitrary<Filter.Term> term() {
    return paths().flatMap(FilterParserPropertyTest::termOf);
  }

  private static Arbitrary<Filter.Term> subTerm() {
    return Arbitraries.of("value", "$ref", "type").flatMap(FilterParserPropertyTest::termOf);
  }

  private static Arbitrary<Filter.Term> termOf(String path) {
    return Arbitraries.oneOf(
        Arbitraries.just(new Filter.Present(path)),
        literals().map(value -> new Filter.NotEqual(path, value)),
        Combinators.combine(Arbitraries.of(Operator.class), literals())
            .as((operator, value) -> new Filter.Compare(path, operator, value)));
  }

  private static Arbitrary<String> paths() {
    return Arbitraries.of(
        "userName",
        "emails.value",
        "notes",
        "order",
        "a-b_c1",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref");
  }

  private static Arbitrary<Literal> literals() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(12).map(t -> new Literal(Literal.Kind.TEXT, t)),
        Arbitraries.of("a b", "\"\\/\b\f\n\r\t", "]", ")", "x\" or true")
            .map(text -> new Literal(Literal.Kind.TEXT, text)),
        Arbitraries.of("0", "-0", "12", "-3.5", "1e3", "2.50E-7")
            .map(text -> new Literal(Literal.Kind.NUMBER, text)),
        Arbitraries.of("true", "False", "TRUE")
            .map(text -> new Literal(Literal.Kind.BOOLEAN, text)),
        Arbitraries.of("null", "NULL").map(text -> new Literal(Literal.Kind.NULL, text)));
  }

  private static Filter and(List<Filter> parts) {
    List<Filter> flat = new ArrayList<>();
    parts.forEach(p -> flat.addAll(p instanceof Filter.And and ? and.parts() : List.of(p)));
    return new Filter.And(flat);
  }

  private static Filter or(List<Filter> parts) {
    List<Filter> flat = new ArrayList<>();
    parts.forEach(p -> flat.addAll(p instanceof Filter.Or or ? or.parts() : List.of(p)));
    return new Filter.Or(flat);
  }
}
