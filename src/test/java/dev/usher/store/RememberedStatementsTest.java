package dev.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.Wiring;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.PageLimits;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.query.Lookup;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.user.UserMapper;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XPathParser;
import org.apache.ibatis.session.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients decide what the texts of filters are, and how many; they do not decide what is kept. */
class RememberedStatementsTest {
  private static final int TEXTS = 200;

  private final Configuration configuration = new Configuration();
  private final RememberedStatements language = new RememberedStatements();
  private final SqlSource users = statement("user");
  private final SqlSource groups = statement("scim_group");

  @Test
  void aTextIsParsedOnceAndEachStatementHasItsOwn() {
    BoundSql first = bound(users, "a = #{value}");
    long weight = language.weight();
    BoundSql second = bound(users, "a = #{value}");

    assertThat(first.getSql()).isEqualTo("SELECT id FROM user WHERE a = ?");
    assertThat(second.getSql()).isSameAs(first.getSql());
    assertThat(language.weight()).isEqualTo(weight).isPositive();
    assertThat(bound(groups, "a = #{value}").getSql())
        .isEqualTo("SELECT id FROM scim_group WHERE a = ?");
    assertThat(first.getParameterMappings()).hasSize(1);
  }

  @Test
  void longTextsAreNotKept() {
    for (int i = 0; i < TEXTS; i++) {
      BoundSql bound = bound(users, filter(i, 400_000));
      assertThat(bound.getParameterMappings()).hasSizeGreaterThan(10_000);
    }
    assertThat(language.weight()).isZero();
  }

  @Test
  void allStatementsTogetherKeepNoMoreThanTheirShare() {
    Random random = new Random(13);
    for (int i = 0; i < 20 * TEXTS; i++) {
      bound(i % 2 == 0 ? users : groups, filter(i, random.nextInt(15_000)));
    }
    assertThat(language.weight())
        .isBetween(RememberedStatements.MOST_BYTES / 2, RememberedStatements.MOST_BYTES);
  }

  @Test
  void theServerDoesNotKeepLongStatementsPrepared() {
    String much = "a".repeat(RememberedStatements.LONGEST_PREPARED);

    assertThat(bound(users, "a = #{value}").getSql()).startsWith("SELECT");
    assertThat(bound(users, much + " = #{value}").getSql())
        .startsWith("/*client prepare*/ SELECT")
        .endsWith(much + " = ?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq \"ada@example.org\"",
        "externalId eq \"7\"",
        "emails[type eq \"work\"].value eq \"ada@example.org\"",
      })
  void theServerKeepsLookupsOfUsersPrepared(String filter) {
    ListQuery query =
        new ListQueryReader(PageLimits.DEFAULT)
            .read(
                name -> name.equals("filter") ? Optional.of(filter) : Optional.empty(),
                ResourceTypes.USER,
                false);
    Lookup lookup =
        new QueryCompiler(UserAttributes.table("https://usher.example.com/scim/v2/Users"))
            .compile(new UUID(0, 1), query.filter(), Optional.empty(), false)
            .lookup()
            .orElseThrow();

    BoundSql bound =
        Wiring.mappers()
            .configuration()
            .getMappedStatement(UserMapper.class.getName() + ".lookUp")
            .getBoundSql(Map.of("query", lookup, "limit", 100));

    assertThat(bound.getSql().strip()).startsWith("SELECT");
  }

  private static String filter(int number, int length) {
    String term = " OR value LIKE #{value}";
    return "a = " + number + term.repeat(length / term.length());
  }

  private SqlSource statement(String table) {
    String script = "<script>SELECT id FROM %s WHERE ${condition}</script>".formatted(table);
    return language.createSqlSource(
        configuration, new XPathParser(script).evalNode("/script"), Map.class);
  }

  private static BoundSql bound(SqlSource statement, String condition) {
    return statement.getBoundSql(Map.of("condition", condition, "value", "x"));
  }
}
