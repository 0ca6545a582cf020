package dev.usher.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The table of users' attributes knows the schemas, and nothing that cannot be asked for. */
class UserAttributesTest {
  private final AttributeTable table = UserAttributes.table(Person.ENDPOINT);

  @Test
  void everyFilterableAttributeOfEverySchemaIsMapped() {
    assertThat(RandomPredicates.leaves()).isNotEmpty().allMatch(table::knows);
  }

  @Test
  void everyComplexAttributeCanBePresent() {
    assertThat(RandomPredicates.leaves())
        .filteredOn(path -> path.subAttribute().isPresent())
        .extracting(AttributePath::parent)
        .isNotEmpty()
        .allMatch(table::knows);
  }

  @Test
  void everyAttributeCanBeSortedBy() {
    QueryCompiler compiler = new QueryCompiler(table);
    for (AttributePath path : RandomPredicates.leaves()) {
      String last = path.toString().equals("userName") ? "u.user_name" : "u.id";
      assertThat(compiler.orderBy(path, false)).as(path.toString()).endsWith(last);
      assertThat(compiler.orderBy(path, true)).as(path.toString()).endsWith(last + " DESC");
    }
  }

  @Test
  void thePasswordCannotBeAskedFor() {
    AttributePath password = UserQueries.path("password");
    Optional<Predicate> present = Optional.of(new Predicate.Present(password));
    assertThat(table.knows(password)).isFalse();
    assertThatThrownBy(
            () ->
                new QueryCompiler(table).compile(new UUID(0, 0), present, Optional.empty(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("password");
  }
}
