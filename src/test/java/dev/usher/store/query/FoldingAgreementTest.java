package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.filter.PredicateFolding;
import dev.usher.scim.schema.AttributePath;
import dev.usher.testing.ReferenceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A folded predicate holds for the same people as the one it was made of. */
class FoldingAgreementTest {
  private static final PredicateFolding FOLDING =
      new PredicateFolding(path -> path.attribute().multiValued() || path.attribute().complex());

  @Property(tries = 300)
  void foldingChangesNoAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    List<JsonNode> people = people(random);
    RandomPredicates predicates = new RandomPredicates(random, people);
    for (int i = 0; i < 20; i++) {
      agree(predicates.predicate(4), people);
    }
  }

  /** Few attributes, so that terms meet on the same elements, and are often equal. */
  @Property(tries = 300)
  void termsOnTheSameElementsFoldWithoutChangingAnAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    List<JsonNode> people = people(random);
    RandomPredicates predicates = new RandomPredicates(random, people);
    List<AttributePath> leaves =
        RandomPredicates.leaves().stream()
            .filter(path -> List.of("emails", "addresses", "name").contains(path.parent() + ""))
            .toList();
    List<Predicate> terms = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      terms.add(predicates.term(leaves.get(random.nextInt(leaves.size()))));
    }
    for (int i = 0; i < 20; i++) {
      agree(joined(random, terms, 4), people);
    }
  }

  private static Predicate joined(Random random, List<Predicate> terms, int depth) {
    if (depth == 0) {
      return terms.get(random.nextInt(terms.size()));
    }
    List<Predicate> parts =
        Stream.generate(() -> joined(random, terms, depth - 1)).limit(random.nextInt(4)).toList();
    return switch (random.nextInt(4)) {
      case 0 -> new Predicate.And(parts);
      case 1, 2 -> new Predicate.Or(parts);
      default -> new Predicate.Not(joined(random, terms, depth - 1));
    };
  }

  private static void agree(Predicate predicate, List<JsonNode> people) {
    Predicate folded = FOLDING.fold(predicate);
    Predicate distinct = PredicateFolding.withoutEqualTerms(folded);
    for (JsonNode person : people) {
      boolean expected = ReferenceFilter.matches(predicate, person);
      assertThat(ReferenceFilter.matches(folded, person))
          .as("%s, folded to %s, of %s", predicate, folded, person)
          .isEqualTo(expected);
      assertThat(ReferenceFilter.matches(distinct, person))
          .as("%s, without equal terms %s, of %s", predicate, distinct, person)
          .isEqualTo(expected);
    }
  }

  private static List<JsonNode> people(Random random) {
    RandomPeople source = new RandomPeople(random);
    return Stream.iterate(0, number -> number + 1)
        .limit(10)
        .<JsonNode>map(number -> source.person(number).document())
        .toList();
  }
}
