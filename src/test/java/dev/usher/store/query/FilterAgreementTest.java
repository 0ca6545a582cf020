package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import dev.usher.testing.ReferenceFilter;
import dev.usher.testing.ReferenceSort;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The database gives the answers of {@link ReferenceFilter} and {@link ReferenceSort}. */
class FilterAgreementTest {
  private static final int PEOPLE = 15;
  private static final int FILTERS = 25;

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void theDatabaseAnswersAnyFilterAsTheReferenceDoes(@ForAll long seed) {
    Random random = new Random(seed);
    List<Person> people = people(random);
    RandomPredicates predicates = new RandomPredicates(random, documents(people));
    check(people, Stream.generate(() -> predicates.predicate(3)).limit(FILTERS).toList());
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void everyAttributeIsComparedAsTheReferenceDoes(@ForAll long seed) {
    Random random = new Random(seed);
    List<Person> people = people(random);
    RandomPredicates predicates = new RandomPredicates(random, documents(people));
    List<Predicate> filters = new ArrayList<>();
    for (AttributePath path : RandomPredicates.leaves()) {
      filters.add(new Predicate.Present(path));
      filters.add(new Predicate.Not(new Predicate.Present(path.parent())));
      filters.add(predicates.term(path));
      filters.add(new Predicate.Not(predicates.term(path)));
      filters.add(predicates.term(path));
    }
    int telling = check(people, filters);
    assertThat(telling).as("filters that chose some people and not others").isGreaterThan(100);
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void theDatabaseSortsAsTheReferenceDoes(@ForAll long seed) {
    List<Person> people = people(new Random(seed));
    List<String> attributes =
        Stream.concat(
                RandomPeople.ASCII.stream(),
                Stream.of(
                    "id",
                    "externalId",
                    "active",
                    "profileUrl",
                    "photos.value",
                    "emails.primary",
                    "addresses.primary",
                    "meta.lastModified",
                    "meta.version",
                    "meta.resourceType",
                    "meta.location",
                    EnterpriseUserSchema.URN + ":manager.value",
                    UsherUserSchema.URN + ":status",
                    UsherUserSchema.URN + ":organization",
                    UsherUserSchema.URN + ":accountRole",
                    UsherUserSchema.URN + ":employmentStartDate"))
            .toList();
    try (PeopleInDatabase database = new PeopleInDatabase(people)) {
      for (String attribute : attributes) {
        for (boolean descending : new boolean[] {false, true}) {
          List<UUID> expected =
              documents(people).stream()
                  .sorted(ReferenceSort.by(UserQueries.path(attribute), descending))
                  .map(document -> UUID.fromString(document.path("id").textValue()))
                  .toList();
          assertThat(database.queries().sorted(attribute, descending))
              .as(() -> attribute + (descending ? " descending over\n" : " over\n") + shown(people))
              .isEqualTo(expected);
        }
      }
    }
  }

  private static List<Person> people(Random random) {
    RandomPeople source = new RandomPeople(random);
    return Stream.iterate(0, number -> number + 1).limit(PEOPLE).map(source::person).toList();
  }

  private static List<JsonNode> documents(List<Person> people) {
    return people.stream().<JsonNode>map(Person::document).toList();
  }

  private static String shown(List<Person> people) {
    return String.join("\n", documents(people).stream().map(JsonNode::toString).toList());
  }

  /** Returns how many of the filters tell people apart. */
  private static int check(List<Person> people, List<Predicate> filters) {
    List<JsonNode> documents = documents(people);
    int telling = 0;
    try (PeopleInDatabase database = new PeopleInDatabase(people)) {
      for (Predicate filter : filters) {
        List<UUID> expected =
            documents.stream()
                .filter(document -> ReferenceFilter.matches(filter, document))
                .map(document -> UUID.fromString(document.path("id").textValue()))
                .toList();
        assertThat(database.queries().filtered(filter))
            .as(() -> filter + "\nover\n" + shown(people))
            .containsExactlyInAnyOrderElementsOf(expected);
        telling += expected.isEmpty() || expected.size() == people.size() ? 0 : 1;
      }
    }
    return telling;
  }
}
