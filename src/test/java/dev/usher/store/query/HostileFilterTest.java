package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters written to break or to block the database only get their answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFilterTest {
  private PeopleInDatabase database;
  private UUID everybody;

  @BeforeAll
  void store() {
    Person person = new Person(UUID.fromString("019a0000-0000-7000-8000-000000000001"), "ana");
    person.email("ana@example.com", "work");
    everybody = person.id;
    database = PeopleInDatabase.of(person);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "_",
        "%%%%%%%%%%%%%%%%_",
        "!",
        "\\",
        "'",
        "\"",
        "') OR TRUE -- ",
        "*/ OR 1 /*",
        "#{x}",
        "${query.where}",
        "?",
        "\u202e",
        "\uffff",
        "$.x",
        "{}",
        "null"
      })
  void aValueIsNeverMoreThanAValue(String value) {
    for (AttributePath path : RandomPredicates.leaves()) {
      if (path.leaf().type() == AttributeType.BOOLEAN
          || path.leaf().type() == AttributeType.DATE_TIME) {
        continue;
      }
      for (Operator operator : List.of(Operator.EQ, Operator.SW)) {
        assertThat(database.queries().filtered(new Predicate.Compare(path, operator, value)))
            .as(path + " " + operator)
            .isEmpty();
      }
    }
  }

  @Test
  void aValueOfAHundredThousandCharactersIsHarmless() {
    for (String value : List.of("%_".repeat(50_000), "漢".repeat(33_000))) {
      for (AttributePath path : RandomPredicates.leaves()) {
        if (path.leaf().type() != AttributeType.BOOLEAN
            && path.leaf().type() != AttributeType.DATE_TIME) {
          assertThat(database.queries().filtered(new Predicate.Compare(path, Operator.EQ, value)))
              .isEmpty();
          assertThat(database.queries().filtered(new Predicate.Compare(path, Operator.CO, value)))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void sixtyFourNestedNegationsAreEvaluated() {
    Predicate nested = userName("ana");
    for (int i = 0; i < 64; i++) {
      nested = new Predicate.Not(nested);
    }
    assertThat(database.queries().filtered(nested)).containsExactly(everybody);
  }

  @Test
  @Timeout(20)
  void hundredsOfChildTablesInOneFilterArePlannedInTime() {
    List<Predicate> each = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String start = inCaseOf(i, "ana@example");
      each.add(new Predicate.Compare(UserQueries.path("emails.value"), Operator.SW, start));
    }
    Predicate all = new Predicate.And(each);
    long start = System.nanoTime();
    assertThat(database.queries().filtered(all)).containsExactly(everybody);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  @Timeout(20)
  void thousandsOfAlternativesAreEvaluated() {
    List<Predicate> alternatives = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      alternatives.add(userName("nobody" + i));
    }
    assertThat(database.queries().filtered(new Predicate.Or(alternatives))).isEmpty();
    alternatives.add(userName("ana"));
    assertThat(database.queries().filtered(new Predicate.Or(alternatives)))
        .containsExactly(everybody);
  }

  /** The text in which each letter is in upper case that has its bit in the number. */
  private static String inCaseOf(int number, String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if ((number >> i & 1) == 1) {
        changed.setCharAt(i, Character.toUpperCase(text.charAt(i)));
      }
    }
    return changed.toString();
  }

  private static Predicate userName(String value) {
    return new Predicate.Compare(UserQueries.path("userName"), Operator.EQ, value);
  }
}
