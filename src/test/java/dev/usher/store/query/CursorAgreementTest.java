package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.query.Sort;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Pages that follow each other by position make the list that one large page is. */
class CursorAgreementTest {
  private static final int PEOPLE = 20;

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void aWalkInAnyOrderOverAnyFilterIsTheWholeList(@ForAll long seed) {
    Random random = new Random(seed);
    RandomPeople source = new RandomPeople(random);
    List<Person> people = IntStream.range(0, PEOPLE).mapToObj(source::person).toList();
    List<JsonNode> documents = people.stream().<JsonNode>map(Person::document).toList();
    RandomPredicates predicates = new RandomPredicates(random, documents);
    int pages = 0;
    try (PeopleInDatabase database = new PeopleInDatabase(people)) {
      for (AttributePath path : sortable()) {
        for (boolean descending : new boolean[] {false, true}) {
          Optional<Predicate> filter =
              random.nextInt(3) == 0 ? Optional.of(predicates.predicate(2)) : Optional.empty();
          Walk walk = new Walk(database, filter, Optional.of(path), descending);
          List<UUID> walked = new ArrayList<>();
          pages += walk.to(walked, random);
          assertThat(walked)
              .as(() -> path + (descending ? " descending, " : ", ") + filter)
              .isEqualTo(database.queries().ids(walk.query(Optional.empty())));
        }
      }
    }
    assertThat(pages).as("pages read").isGreaterThan(500);
  }

  private static List<AttributePath> sortable() {
    return RandomPredicates.leaves().stream()
        .flatMap(path -> sort(path).map(Sort::path).stream())
        .toList();
  }

  private static Optional<Sort> sort(AttributePath path) {
    try {
      return Sort.parse(Optional.of(path.toString()), Optional.empty(), ResourceTypes.USER);
    } catch (ScimException hasNoOrder) {
      return Optional.empty();
    }
  }

  /** Reads a list page after page. */
  private record Walk(
      PeopleInDatabase database,
      Optional<Predicate> filter,
      Optional<AttributePath> sortBy,
      boolean descending) {

    QuerySql query(Optional<Position> after) {
      return UserQueries.COMPILER.compile(database.account(), filter, sortBy, descending, after);
    }

    /** Returns how many pages there were. */
    int to(List<UUID> found, Random random) {
      Optional<Position> after = Optional.empty();
      int pages = 0;
      while (true) {
        QuerySql query = query(after);
        List<UUID> page = database.queries().page(query, 1 + random.nextInt(6));
        pages++;
        if (page.isEmpty()) {
          return pages;
        }
        found.addAll(page);
        assertThat(found).hasSizeLessThanOrEqualTo(PEOPLE);
        after = Optional.of(database.queries().position(query, page.get(page.size() - 1)));
      }
    }
  }
}
