package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the database really answers about strings where languages, scripts and Unicode differ from a
 * plain "ignore case": each case is asked of a column, of a child table, of a JSON value and of a
 * JSON array, which must agree.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StringCasesTest {
  private final Map<String, Person> holders = new LinkedHashMap<>();
  private PeopleInDatabase database;

  /** Stored, asked for, and whether eq, co, sw hold. */
  static Stream<Arguments> cases() {
    return Stream.of(
        // case, of any script
        Arguments.of("Ana", "aNA", true, true, true),
        Arguments.of("ÉCOLE", "école", true, true, true),
        Arguments.of("ΣΟΦΟΣ", "σοφος", true, true, true),
        Arguments.of("σοφός", "σοφόσ", true, true, true),
        Arguments.of("ЮРИЙ", "юрий", true, true, true),
        Arguments.of("Ǆ", "ǆ", true, true, true),
        // Turkish i's are letters of their own
        Arguments.of("Istanbul", "istanbul", true, true, true),
        Arguments.of("İstanbul", "istanbul", false, false, false),
        Arguments.of("ılgaz", "ilgaz", false, false, false),
        // accents and strokes count
        Arguments.of("résumé", "resume", false, false, false),
        Arguments.of("ñ", "n", false, false, false),
        Arguments.of("ø", "o", false, false, false),
        Arguments.of("Łódź", "łódź", true, true, true),
        Arguments.of("Łódź", "lodz", false, false, false),
        Arguments.of("が", "か", false, false, false),
        // a mark that no single character includes belongs to its letter in =, not in LIKE
        Arguments.of("x\u0301", "x", false, true, true),
        Arguments.of("x\u0301", "X\u0301", true, true, true),
        // not what they would be spelled with
        Arguments.of("straße", "strasse", false, false, false),
        Arguments.of("æon", "aeon", false, false, false),
        // compatibility characters: = expands them, LIKE compares one by one
        Arguments.of("ﬁn", "fin", true, false, false),
        Arguments.of("½", "1⁄2", true, false, false),
        Arguments.of("①", "1", true, true, true),
        Arguments.of("ＡＢＣ", "abc", true, true, true),
        Arguments.of("ｶﾅ", "カナ", true, true, true),
        Arguments.of("かな", "カナ", true, true, true),
        // ignorable characters: invisible in =, characters in LIKE
        Arguments.of("co\u00adop", "coop", true, false, false),
        Arguments.of("zero\u200bwidth", "zerowidth", true, false, false),
        // spaces count, at the end too
        Arguments.of("end", "end ", false, false, false),
        Arguments.of("end ", "end", false, true, true),
        Arguments.of("a\u00a0b", "a b", true, true, true),
        // characters without case
        Arguments.of("漢字", "漢字", true, true, true),
        Arguments.of("漢字", "漢", false, true, true),
        Arguments.of("😀", "😁", false, false, false),
        Arguments.of("👍🏽", "👍", false, true, true),
        Arguments.of("𠀀", "𠀁", false, false, false),
        Arguments.of("가나", "가", false, true, true),
        // punctuation and what SQL or LIKE would mean by it
        Arguments.of("a-b", "a_b", false, false, false),
        Arguments.of("a%b", "a%", false, true, true),
        Arguments.of("axb", "a%b", false, false, false),
        Arguments.of("axb", "a_b", false, false, false),
        Arguments.of("a\\b", "a\\", false, true, true),
        Arguments.of("a!b", "a!b", true, true, true),
        Arguments.of("o'hara", "O'HARA", true, true, true),
        Arguments.of("o’hara", "o'hara", false, false, false),
        Arguments.of("' OR 1=1 -- ", "' or 1=1 -- ", true, true, true),
        Arguments.of("#{query.account}", "#{query.account}", true, true, true),
        Arguments.of("${query.where}", "${QUERY.where}", true, true, true));
  }

  @BeforeAll
  void store() {
    cases()
        .map(each -> (String) each.get()[0])
        .forEach(text -> holders.computeIfAbsent(text, t -> holder(t, holders.size())));
    database = new PeopleInDatabase(holders.values());
  }

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest(name = "[{index}] {0} / {1}")
  @MethodSource("cases")
  void aStringComparesAlikeWhereverItIsStored(
      String stored, String asked, boolean equal, boolean contains, boolean starts) {
    UUID holder = holders.get(stored).id;
    for (String attribute :
        new String[] {"displayName", "emails.display", "nickName", "phoneNumbers.value"}) {
      Consumer<Map.Entry<Operator, Boolean>> check =
          expected ->
              assertThat(found(attribute, expected.getKey(), asked).contains(holder))
                  .as(attribute + " " + expected.getKey())
                  .isEqualTo(expected.getValue());
      Map.of(Operator.EQ, equal, Operator.CO, contains, Operator.SW, starts)
          .entrySet()
          .forEach(check);
    }
  }

  private List<UUID> found(String attribute, Operator operator, String value) {
    return database
        .queries()
        .filtered(new Predicate.Compare(UserQueries.path(attribute), operator, value));
  }

  private static Person holder(String text, int number) {
    Person person =
        new Person(new UUID(0x019a00000000_7000L + ((long) number << 16), 1L << 63), "u" + number);
    person.displayName = Optional.of(text);
    person.email("e" + number, "work");
    person.emails.get(0).put("display", text);
    person.profile.put("nickName", text);
    person.profile.withArray("phoneNumbers").addObject().put("value", text);
    return person;
  }
}
