package dev.usher.store.query;

import static dev.usher.store.query.UserQueries.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Among 20,000 users, what identity providers look people up by is one read of an index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupPlanTest {
  private static final String ID = "019a0000-0000-7000-8000-000000000777";
  private static final String GROUP = "019a0000-0000-7000-9000-000000000001";
  private static final String NUMBER = EnterpriseUserSchema.URN + ":employeeNumber";
  private static final String MANAGER = EnterpriseUserSchema.URN + ":manager.value";
  private static final String DIGITS =
      "1 AS d UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL"
          + " SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9 UNION ALL SELECT 0";

  private PeopleInDatabase database;

  @BeforeAll
  void store() throws SQLException {
    database = PeopleInDatabase.of();
    UUID account = database.account();
    try (Connection connection = TestDatabase.connect()) {
      PeopleTables tables = new PeopleTables(connection);
      tables.run(
          "INSERT INTO user (account_id, id, user_name, external_id, display_name, status,"
              + " organization_id, profile, version, created_at, last_modified)"
              + " SELECT ?, CONCAT('019a0000-0000-7000-8000-', LPAD(n, 12, '0')),"
              + " CONCAT('user', n, '@example.com'), CONCAT('ext', n), IF(n MOD 100 = 3, NULL, CONCAT('User ', n)),"
              + " IF(n MOD 100 = 0, 'Inactive', 'Active'), IF(n MOD 100 = 0, 'OG-12', 'OG-1'),"
              + " JSON_OBJECT('"
              + EnterpriseUserSchema.URN
              + "', JSON_OBJECT('employeeNumber', CONCAT('N-', n), 'manager', JSON_OBJECT('value',"
              + " CONCAT('019a0000-0000-7000-8000-', LPAD(n DIV 10, 12, '0'))))), 1,"
              + " TIMESTAMP('2025-01-01') + INTERVAL n SECOND,"
              + " TIMESTAMP('2026-01-01') + INTERVAL n SECOND FROM ("
              + " SELECT a.d + 10 * b.d + 100 * c.d + 1000 * f.d + 10000 * g.d AS n FROM (SELECT "
              + DIGITS
              + ") a, (SELECT "
              + DIGITS
              + ") b, (SELECT "
              + DIGITS
              + ") c, (SELECT "
              + DIGITS
              + ") f, (SELECT 0 AS d UNION ALL SELECT 1) g) numbers",
          account);
      tables.run(
          "INSERT INTO user_email (account_id, user_id, ordinal, value, type, is_primary)"
              + " SELECT account_id, id, 0, user_name, 'work', TRUE FROM user WHERE account_id = ?",
          account);
      tables.run(
          "INSERT INTO user_role (account_id, user_id, ordinal, value)"
              + " SELECT account_id, id, 0, IF(status = 'Inactive', 'ACCOUNT_ADMIN', 'AUDITOR')"
              + " FROM user WHERE account_id = ?",
          account);
      tables.run(
          "INSERT INTO user_project_role (account_id, user_id, project_id, role_id)"
              + " SELECT account_id, id, 'PJ-7', IF(status = 'Inactive', 'TEST_LEAD', 'TESTER')"
              + " FROM user WHERE account_id = ?",
          account);
      tables.run(
          "INSERT INTO directory_group (account_id, id, display_name, version, created_at,"
              + " last_modified) VALUES (?, ?, 'Half', 1, NOW(3), NOW(3))",
          account,
          GROUP);
      tables.run(
          "INSERT INTO group_user (account_id, group_id, user_id)"
              + " SELECT account_id, ?, id FROM user WHERE account_id = ? AND id < '019a0000-0000-7000-8000-000000010000'",
          GROUP,
          account);
      tables.run(
          "ANALYZE TABLE user, user_email, user_role, user_project_role, group_user,"
              + " directory_group");
    }
  }

  @AfterAll
  void remove() throws SQLException {
    try (Connection connection = TestDatabase.connect()) {
      PeopleTables tables = new PeopleTables(connection);
      for (String table : List.of("group_user", "directory_group", "user")) {
        tables.run("DELETE FROM " + table + " WHERE account_id = ?", database.account());
      }
    }
    database.close();
  }

  /** A filter for one value and the tables that its statement reads, each by one key. */
  static Stream<Arguments> values() {
    Predicate email = compare("emails.value", Operator.EQ, "user777@example.com");
    Predicate work = compare("emails.type", Operator.EQ, "work");
    return Stream.of(
        Arguments.of(compare("id", Operator.EQ, ID), List.of("PRIMARY")),
        Arguments.of(
            compare("userName", Operator.EQ, "user777@example.com"), List.of("user_user_name")),
        Arguments.of(compare("externalId", Operator.EQ, "ext777"), List.of("user_external_id")),
        Arguments.of(compare(NUMBER, Operator.EQ, "n-777"), List.of("user_employee_number")),
        Arguments.of(email, List.of("user_email_value", "PRIMARY")),
        Arguments.of(
            new Predicate.Element(path("emails"), new Predicate.And(List.of(work, email))),
            List.of("user_email_value", "PRIMARY")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whoeverHasAValueIsReadByTheStatementThatFindsThem(Predicate filter, List<String> indexes) {
    Lookup lookup =
        UserQueries.COMPILER
            .compile(database.account(), Optional.of(filter), Optional.empty(), false)
            .lookup()
            .orElseThrow();

    List<Map<String, Object>> plan = database.queries().explain(lookup);

    assertThat(plan).extracting(step -> step.get("key")).isEqualTo(indexes);
    assertThat(plan)
        .as(plan.toString())
        .allSatisfy(
            step -> {
              assertThat(step.get("type")).isIn("const", "ref", "eq_ref");
              assertThat(step.get("rows").toString()).isEqualTo("1");
              assertThat(step.get("Extra").toString()).doesNotContain("temporary", "filesort");
            });
  }

  /** A filter, the index that answers it, and how many rows it may look at. */
  static Stream<Arguments> lookups() {
    String mail = "user777@example.com";
    Predicate userName = compare("userName", Operator.EQ, mail);
    Predicate email = compare("emails.value", Operator.EQ, mail);
    Predicate work = compare("emails.type", Operator.EQ, "work");
    Predicate workEmail =
        new Predicate.Element(path("emails"), new Predicate.And(List.of(work, email)));
    return Stream.of(
        Arguments.of(userName, "user_user_name", 1),
        Arguments.of(compare("externalId", Operator.EQ, "ext777"), "user_external_id", 1),
        Arguments.of(compare("id", Operator.EQ, ID), "PRIMARY", 1),
        Arguments.of(
            compare("meta.location", Operator.EQ, Person.ENDPOINT + "/" + ID), "PRIMARY", 1),
        Arguments.of(compare("displayName", Operator.EQ, "User 777"), "user_display_name", 1),
        Arguments.of(email, "user_email_value", 1),
        Arguments.of(workEmail, "user_email_value", 1),
        Arguments.of(
            new Predicate.And(List.of(compare("active", Operator.EQ, true), workEmail)),
            "user_email_value",
            1),
        Arguments.of(
            new Predicate.And(List.of(compare("active", Operator.EQ, true), userName)),
            "user_user_name",
            1),
        Arguments.of(compare("userName", Operator.SW, "user777@"), "user_user_name", 1),
        Arguments.of(compare("emails.value", Operator.SW, "user777@"), "user_email_value", 1),
        Arguments.of(compare("displayName", Operator.SW, "User 777"), "user_display_name", 11),
        Arguments.of(
            compare("meta.lastModified", Operator.GT, Instant.parse("2026-01-01T05:33:10Z")),
            "user_last_modified",
            20),
        Arguments.of(
            compare("meta.created", Operator.GT, Instant.parse("2025-01-01T05:33:10Z")),
            "user_created",
            20),
        Arguments.of(
            compare("meta.created", Operator.LE, Instant.parse("2025-01-01T00:00:10Z")),
            "user_created",
            20),
        Arguments.of(compare(NUMBER, Operator.EQ, "n-777"), "user_employee_number", 1),
        Arguments.of(compare(NUMBER, Operator.SW, "N-777"), "user_employee_number", 11),
        Arguments.of(compare(MANAGER, Operator.EQ, ID), "user_manager", 10),
        Arguments.of(compare("active", Operator.EQ, false), "user_status", 200),
        Arguments.of(
            compare(UsherUserSchema.URN + ":organization", Operator.EQ, "OG-12"),
            "user_organization",
            200),
        Arguments.of(
            compare(UsherUserSchema.URN + ":projectRoles", Operator.EQ, "PJ-7:TEST_LEAD"),
            "user_project_role_",
            200),
        Arguments.of(compare("roles.value", Operator.EQ, "ACCOUNT_ADMIN"), "user_role_value", 200));
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void aLookupReadsOneIndex(Predicate filter, String index, int rows) {
    assertThat(database.queries().filtered(filter)).isNotEmpty();
    List<Map<String, Object>> plan = plan(filter, Optional.empty());
    assertThat(plan.get(0).get("key").toString()).startsWith(index);
    for (Map<String, Object> step : plan) {
      assertThat(step.get("type")).as(plan.toString()).isNotIn("ALL", "index");
      assertThat(Integer.parseInt(step.get("rows").toString()))
          .as(plan.toString())
          .isLessThanOrEqualTo(rows);
    }
  }

  /** What many of are asked for at once, and the index that answers it. */
  static Stream<Arguments> thousands() {
    return Stream.of(
        Arguments.of("id", "019a0000-0000-7000-8000-%012d", "PRIMARY"),
        Arguments.of("userName", "user%d@example.com", "user_user_name"),
        Arguments.of("emails.value", "user%d@example.com", "user_email_value"));
  }

  @ParameterizedTest
  @MethodSource("thousands")
  void aThousandValuesJoinedByOrAreReadFromTheIndex(String attribute, String value, String index) {
    List<Predicate> each =
        Stream.iterate(1, i -> i + 17)
            .limit(1_000)
            .map(i -> compare(attribute, Operator.EQ, value.formatted(i)))
            .toList();
    Predicate any = new Predicate.Or(each);
    assertThat(database.queries().filtered(any)).hasSize(1_000);
    List<Map<String, Object>> plan = plan(any, Optional.empty());
    assertThat(plan)
        .as(plan.toString())
        .anySatisfy(
            step -> {
              assertThat(step.get("key").toString()).startsWith(index);
              assertThat(step.get("type")).isEqualTo("range");
              assertThat(Integer.parseInt(step.get("rows").toString())).isLessThanOrEqualTo(1_100);
            })
        .allSatisfy(step -> assertThat(step.get("type")).isNotIn("ALL", "index"));
  }

  @Test
  void thoseWithAnAccountRoleAreFoundAmongThoseItIsAssignedTo() {
    Predicate filter = compare(UsherUserSchema.URN + ":accountRole", Operator.EQ, "ACCOUNT_ADMIN");
    assertThat(database.queries().filtered(filter)).hasSize(200);
    assertThat(plan(filter, Optional.empty()))
        .filteredOn(step -> "u".equals(step.get("table")))
        .singleElement()
        .satisfies(step -> assertThat(step).containsEntry("type", "eq_ref"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aPageInThatOrderStopsAfterItsRows(String attribute, boolean descending, String index) {
    List<Map<String, Object>> plan =
        database
            .queries()
            .explain(
                UserQueries.COMPILER.compile(
                    database.account(),
                    Optional.empty(),
                    Optional.of(path(attribute)),
                    descending));
    assertThat(plan)
        .singleElement()
        .satisfies(step -> assertThat(step).containsEntry("key", index));
    assertThat(plan.get(0).get("Extra").toString()).doesNotContain("filesort");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aPageBehindACursorBeginsThere(String attribute, boolean descending, String index) {
    for (int offset : new int[] {5_000, 10_000, 19_700}) {
      for (Optional<Predicate> filter :
          List.of(Optional.<Predicate>empty(), Optional.of(compare("active", Operator.EQ, true)))) {
        QuerySql all = query(filter, attribute, descending, Optional.empty());
        UUID last = database.queries().at(all, offset);
        Position position = database.queries().position(all, last);

        QuerySql rest = query(filter, attribute, descending, Optional.of(position));
        for (List<Map<String, Object>> plan : database.queries().explainParts(rest)) {
          String extra = plan.get(0).get("Extra").toString();
          if (extra.startsWith("Impossible WHERE")) {
            continue; // nothing is read at all
          }
          assertThat(plan)
              .as("%s behind %s", attribute, position)
              .singleElement()
              .satisfies(step -> assertThat(step).containsEntry("type", "range"));
          if (extra.contains("filesort")) {
            // near the end it may be less to sort what is left
            assertThat(Integer.parseInt(plan.get(0).get("rows").toString())).isLessThan(500);
          } else {
            assertThat(plan.get(0)).containsEntry("key", index);
          }
        }
      }
    }
  }

  @Test
  void aPageOfTheMembersOfALargeGroupStopsAfterItsRows() {
    Predicate direct =
        new Predicate.Element(
            path("groups"),
            new Predicate.And(
                List.of(
                    compare("groups.value", Operator.EQ, GROUP),
                    compare("groups.type", Operator.EQ, "Direct"))));
    QuerySql all = query(Optional.of(direct), "id", false, Optional.empty());
    assertThat(database.queries().ids(all)).hasSize(10_000);
    Position position = database.queries().position(all, database.queries().at(all, 9_000));
    for (Optional<Position> after : List.of(Optional.<Position>empty(), Optional.of(position))) {
      List<Map<String, Object>> plan =
          database.queries().explain(query(Optional.of(direct), "id", false, after));

      assertThat(plan)
          .as(plan.toString())
          .hasSize(3)
          .allSatisfy(
              step -> {
                assertThat(step.get("type")).isIn("const", "ref", "range", "eq_ref");
                assertThat(step.get("Extra").toString()).doesNotContain("temporary", "filesort");
              });
    }
  }

  @Test
  void whoIsFoundByAnIndexIsAlsoPagedByIt() {
    Predicate startsWith = compare("emails.value", Operator.SW, "user77");
    QuerySql all = query(Optional.of(startsWith), "id", false, Optional.empty());
    Position position = database.queries().position(all, database.queries().at(all, 50));

    List<Map<String, Object>> plan =
        database
            .queries()
            .explain(query(Optional.of(startsWith), "id", false, Optional.of(position)));

    assertThat(plan.get(0).get("key").toString()).startsWith("user_email_value");
    assertThat(Integer.parseInt(plan.get(0).get("rows").toString())).isLessThanOrEqualTo(111);
  }

  private QuerySql query(
      Optional<Predicate> filter,
      String attribute,
      boolean descending,
      Optional<Position> position) {
    return UserQueries.COMPILER.compile(
        database.account(), filter, Optional.of(path(attribute)), descending, position);
  }

  static Stream<Arguments> orders() {
    return Stream.of(
            Map.entry("userName", "user_user_name"),
            Map.entry("displayName", "user_display_order"),
            Map.entry("meta.lastModified", "user_last_modified"),
            Map.entry(UsherUserSchema.URN + ":status", "user_status"),
            Map.entry(UsherUserSchema.URN + ":organization", "user_organization"),
            Map.entry("meta.created", "PRIMARY"),
            Map.entry("id", "PRIMARY"))
        .flatMap(
            order ->
                Stream.of(false, true)
                    .map(descending -> Arguments.of(order.getKey(), descending, order.getValue())));
  }

  private List<Map<String, Object>> plan(Predicate filter, Optional<String> sortBy) {
    return database
        .queries()
        .explain(
            UserQueries.COMPILER.compile(
                database.account(), Optional.of(filter), sortBy.map(UserQueries::path), false));
  }

  private static Predicate compare(String attribute, Operator operator, Object value) {
    return new Predicate.Compare(path(attribute), operator, value);
  }
}
