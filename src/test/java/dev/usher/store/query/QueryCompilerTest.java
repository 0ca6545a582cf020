package dev.usher.store.query;

import static dev.usher.store.query.UserQueries.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.UsherUserSchema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text that is made of the lookups that identity providers send. */
class QueryCompilerTest {
  private static final UUID ACCOUNT = UUID.fromString("019a0000-0000-7000-8000-0000000000aa");
  private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-00000000000a");

  @ParameterizedTest
  @CsvSource({
    "userName, u.user_name",
    "externalId, u.external_id",
    "displayName, u.display_name",
    "urn:ietf:params:scim:schemas:extension:usher:2.0:User:status, u.status",
    "urn:ietf:params:scim:schemas:extension:usher:2.0:User:organization, u.organization_id"
  })
  void equalityLeavesAnIndexedColumnBare(String attribute, String column) {
    assertThat(where(compare(attribute, Operator.EQ, "x")))
        .isEqualTo(new Sql("(" + column + " = #{query.parameters[0]})", List.of("x")));
  }

  @Test
  void aPrefixIsAPatternWhoseWildcardsAreEscaped() {
    assertThat(where(compare("userName", Operator.SW, "a%b_c!d\\")))
        .isEqualTo(
            new Sql(
                "(u.user_name LIKE #{query.parameters[0]} ESCAPE '!')", List.of("a!%b!_c!!d\\%")));
  }

  @Test
  void anIdIsFoundInEitherCaseAndGarbageIsNotLookedFor() {
    Sql found = new Sql("(u.id = #{query.parameters[0]})", List.of(ID));
    assertThat(where(compare("id", Operator.EQ, ID.toString()))).isEqualTo(found);
    assertThat(where(compare("id", Operator.EQ, "019A0000-0000-7000-8000-00000000000A")))
        .isEqualTo(found);
    assertThat(where(compare("id", Operator.EQ, "{" + ID + "}")))
        .isEqualTo(new Sql("(FALSE)", List.of()));
  }

  @Test
  void aLocationIsFoundByItsId() {
    assertThat(where(compare("meta.location", Operator.EQ, Person.ENDPOINT + "/" + ID)))
        .isEqualTo(new Sql("(u.id = #{query.parameters[0]})", List.of(ID)));
    assertThat(where(compare("meta.location", Operator.EQ, "https://elsewhere/" + ID)).text())
        .isEqualTo("(FALSE)");
  }

  @Test
  void activeIsAQuestionAboutTheStatus() {
    assertThat(where(compare("active", Operator.EQ, true)).text())
        .isEqualTo("(u.status IN ('Pending', 'Active'))");
    assertThat(where(compare("active", Operator.EQ, false)).text())
        .isEqualTo("(u.status = 'Inactive')");
  }

  @Test
  void oneEmailFulfilsTheWholeConditionAndBelongsToTheAccount() {
    Predicate condition =
        new Predicate.And(
            List.of(
                compare("emails.type", Operator.EQ, "work"),
                compare("emails.value", Operator.EQ, "x@example.com")));
    assertThat(where(new Predicate.Element(path("emails"), condition)))
        .isEqualTo(
            new Sql(
                "((u.id IN (SELECT e.user_id FROM user_email e"
                    + " WHERE e.account_id = #{query.account}"
                    + " AND ((e.type = #{query.parameters[0]}"
                    + " AND e.value = #{query.parameters[1]})))))",
                List.of("work", "x@example.com")));
  }

  @Test
  void aFilterForOneValueStartsAtItsIndex() {
    assertThat(lookup(compare("userName", Operator.EQ, "x"), Optional.empty(), false))
        .contains(
            new Lookup(
                ACCOUNT,
                "user u FORCE INDEX (user_user_name)",
                "(u.user_name = #{query.parameters[0]})",
                List.of("x")));
    Predicate email = compare("emails.value", Operator.EQ, "x@example.com");
    Predicate work = compare("emails.type", Operator.EQ, "work");
    Predicate workEmail =
        new Predicate.Element(path("emails"), new Predicate.And(List.of(work, email)));
    assertThat(lookup(workEmail, Optional.empty(), false))
        .contains(
            new Lookup(
                ACCOUNT,
                "user_email e FORCE INDEX (user_email_value) STRAIGHT_JOIN user u"
                    + " FORCE INDEX (PRIMARY) ON u.account_id = e.account_id AND u.id = e.user_id",
                "(e.account_id = #{query.account} AND (e.type = #{query.parameters[0]}"
                    + " AND e.value = #{query.parameters[1]}))",
                List.of("work", "x@example.com")));
  }

  @Test
  void whatManyMayHaveIsNoLookup() {
    Predicate email = compare("emails.value", Operator.EQ, "x");
    Predicate work = compare("emails.type", Operator.EQ, "work");
    Predicate userName = compare("userName", Operator.EQ, "x");
    for (Predicate filter :
        List.of(
            work,
            new Predicate.Element(path("emails"), work),
            new Predicate.Element(path("emails"), new Predicate.Or(List.of(email, work))),
            new Predicate.Element(path("emails"), new Predicate.Not(email)),
            compare("emails.value", Operator.SW, "x"),
            compare("displayName", Operator.EQ, "x"),
            new Predicate.Present(path("externalId")),
            new Predicate.Not(userName),
            new Predicate.Or(List.of(userName, email)),
            new Predicate.And(List.of(userName, work)))) {
      assertThat(lookup(filter, Optional.empty(), false)).as(filter.toString()).isEmpty();
    }
  }

  @Test
  void aLookupHasTheOrderOfCreation() {
    Predicate email = compare("emails.value", Operator.EQ, "x");
    assertThat(lookup(email, Optional.of("id"), false)).isPresent();
    assertThat(lookup(email, Optional.of("id"), true)).isEmpty();
    assertThat(lookup(email, Optional.of("userName"), false)).isEmpty();
    Position place = new Position(Optional.empty(), ID.toString());
    assertThat(
            UserQueries.COMPILER
                .compile(ACCOUNT, Optional.of(email), Optional.empty(), false, Optional.of(place))
                .lookup())
        .isEmpty();
  }

  private static Optional<Lookup> lookup(
      Predicate filter, Optional<String> sortBy, boolean descending) {
    return UserQueries.COMPILER
        .compile(ACCOUNT, Optional.of(filter), sortBy.map(UserQueries::path), descending)
        .lookup();
  }

  @Test
  void negationIsTwoValued() {
    assertThat(where(new Predicate.Not(compare("displayName", Operator.EQ, "x"))).text())
        .isEqualTo("((u.display_name = #{query.parameters[0]}) IS NOT TRUE)");
  }

  @Test
  void emptyConjunctionsHoldAndEmptyDisjunctionsDoNot() {
    assertThat(where(new Predicate.And(List.of())).text()).isEqualTo("(TRUE)");
    assertThat(where(new Predicate.Or(List.of())).text()).isEqualTo("(FALSE)");
  }

  @Test
  void instantsBetweenMillisecondsAreNotRounded() {
    Instant between = Instant.parse("2026-01-31T09:30:00.0004Z");
    LocalDateTime floor = LocalDateTime.of(2026, 1, 31, 9, 30);
    assertThat(where(compare("meta.lastModified", Operator.GE, between)))
        .isEqualTo(new Sql("(u.last_modified > #{query.parameters[0]})", List.of(floor)));
    assertThat(where(compare("meta.lastModified", Operator.LT, between)))
        .isEqualTo(new Sql("(u.last_modified <= #{query.parameters[0]})", List.of(floor)));
    assertThat(where(compare("meta.lastModified", Operator.EQ, between)).text())
        .isEqualTo("(FALSE)");
  }

  @Test
  void aGrantIsLookedUpByItsTwoKeys() {
    assertThat(where(compare(UsherUserSchema.URN + ":projectRoles", Operator.EQ, "PJ-7:TESTER")))
        .satisfies(
            sql -> {
              assertThat(sql.text())
                  .contains(
                      "e.project_id = #{query.parameters[0]}"
                          + " AND e.role_id = #{query.parameters[1]}");
              assertThat(sql.parameters()).containsExactly("PJ-7", "TESTER");
            });
  }

  @Test
  void onlyTheFirstFewChildTablesMayStartThePlan() {
    List<Predicate> emails =
        Stream.of("a", "b", "c", "d", "e")
            .map(value -> compare("emails.value", Operator.EQ, value))
            .toList();
    String text = where(new Predicate.And(emails)).text();
    assertThat(text.split("IN \\(SELECT", -1)).hasSize(6);
    assertThat(text.split("\\) IS TRUE", -1)).hasSize(3);
  }

  @Test
  void termsOnTheSameElementsAreOneSubqueryAndEqualOnesOneTerm() {
    Predicate a = compare("emails.value", Operator.EQ, "a");
    Predicate b = compare("emails.value", Operator.EQ, "b");
    Predicate home = compare("emails.type", Operator.EQ, "home");
    Predicate element = new Predicate.Element(path("emails"), new Predicate.And(List.of(home, b)));
    Sql sql = where(new Predicate.Or(List.of(a, b, a, element, a)));
    assertThat(sql.text().split("IN \\(SELECT", -1)).hasSize(2);
    assertThat(sql.text()).contains("e.value IN (#{query.parameters[2]}, #{query.parameters[3]})");
    assertThat(sql.parameters()).containsExactly("home", "b", "a", "b");

    String both = where(new Predicate.And(List.of(a, b, a))).text();
    assertThat(both.split("IN \\(SELECT", -1)).hasSize(3);

    String neither =
        where(new Predicate.And(List.of(new Predicate.Not(a), new Predicate.Not(b)))).text();
    assertThat(neither.split("IN \\(SELECT", -1)).hasSize(2);
  }

  @Test
  void manyValuesOfOneColumnAreLists() {
    List<Predicate> names =
        Stream.iterate(0, i -> i + 1)
            .limit(1_001)
            .<Predicate>map(i -> compare("userName", Operator.EQ, "n" + i))
            .toList();
    Sql sql = where(new Predicate.Or(names));
    assertThat(sql.parameters()).hasSize(1_001);
    assertThat(sql.text().split("u.user_name IN \\(", -1)).hasSize(4);
    assertThat(sql.text()).doesNotContain("=");

    Predicate noId = compare("id", Operator.EQ, "no id");
    Predicate id = compare("id", Operator.EQ, ID.toString());
    assertThat(where(new Predicate.Or(List.of(noId, id))))
        .isEqualTo(new Sql("((u.id IN (#{query.parameters[0]})))", List.of(ID)));
    assertThat(where(new Predicate.Or(List.of(noId, noId))).text()).isEqualTo("(FALSE)");
  }

  @Test
  void theOrderIsTotalAndTheIndexServesBothWays() {
    QueryCompiler compiler = UserQueries.COMPILER;
    assertThat(compiler.orderBy(path("userName"), false)).isEqualTo("u.user_name");
    assertThat(compiler.orderBy(path("userName"), true)).isEqualTo("u.user_name DESC");
    assertThat(compiler.orderBy(path("meta.lastModified"), false))
        .isEqualTo("u.last_modified, u.id");
    assertThat(compiler.orderBy(path("meta.created"), true)).isEqualTo("u.id DESC");
    assertThat(compiler.orderBy(path("displayName"), false)).isEqualTo("u.display_order, u.id");
  }

  @Test
  void withoutFilterAndOrderEverybodyComesInTheOrderOfCreation() {
    QuerySql query = UserQueries.COMPILER.compile(ID, Optional.empty(), Optional.empty(), true);
    assertThat(query.where()).isEqualTo("TRUE");
    assertThat(query.orderBy()).isEqualTo("u.id");
  }

  private static Predicate compare(String attribute, Operator operator, Object value) {
    return new Predicate.Compare(path(attribute), operator, value);
  }

  private static Sql where(Predicate predicate) {
    return UserQueries.COMPILER.where(predicate);
  }
}
