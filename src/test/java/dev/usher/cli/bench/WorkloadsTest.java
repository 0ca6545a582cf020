package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.Wiring;
import dev.usher.cli.bench.Load.Answer;
import dev.usher.store.plain.PlainTransactions;
import dev.usher.testing.SentStatements;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
  private static final int PEOPLE = 1_000;
  private static final Duration MOMENT = Duration.ofMillis(200);

  private static Load server;
  private static LimitServer limit;
  private static Workloads workloads;
  private static Seeds seeds;
  private static Population population;

  @BeforeAll
  static void plant() {
    TestAccount account =
        TestServer.shared().account("activation=direct", "rateLimit=off", "callerRateLimit=off");
    seeds =
        new Seeds(TestDatabase.shared().transactions(Wiring.mappers()), account.id(), PEOPLE, 10);
    seeds.plant();
    population = seeds.population();
    server = Load.on(TestServer.shared().scim(), account.token());
    PlainTransactions plain = TestDatabase.shared().plainTransactions(Wiring.mappers());
    LimitReads reads = new LimitReads(plain, account.id(), TestServer.shared().scim() + "/Users");
    Map<String, Consumer<String>> operations = new HashMap<>(reads.operations());
    operations.putAll(
        new LimitWrites(plain, account.id(), UUID.randomUUID(), "TO_FULL", "OG-1").operations());
    operations.putAll(new LimitBulk(plain, account.id(), UUID.randomUUID(), "OG-1").operations());
    limit = new LimitServer(operations, TestServer.WORKERS);
    workloads = new Workloads(population, "test", ServerFeatures.of(server));
  }

  @AfterAll
  static void stop() {
    limit.close();
  }

  @Test
  void everyWorkloadIsAnsweredByUsherAndByItsLimit() {
    for (Workload workload : workloads.all()) {
      Bench.learn(server, Optional.of(limit), workload);

      assertNoErrors(workload, server.run(workload, 2, Duration.ZERO, MOMENT));
      assertThat(limit.does(workload.next().operation())).as(workload.name()).isTrue();
      assertNoErrors(workload, Load.onLimit(limit.base()).run(workload, 2, Duration.ZERO, MOMENT));
    }
  }

  @Test
  void theLimitOfABulkSendsWhatUsherSends() {
    // Of a run of its own: nobody creates the same people twice.
    Workload bulk =
        new Workloads(population, "bulk", ServerFeatures.of(server))
            .all().stream()
                .filter(each -> each.name().startsWith("Bulk"))
                .findFirst()
                .orElseThrow();
    Bench.learn(server, Optional.of(limit), bulk);
    Load atBest = Load.onLimit(limit.base());
    Call call = bulk.next();
    Call another = bulk.next();

    String part = "INSERT INTO user ";
    List<String> usher = SentStatements.with(part, () -> assertGood(server.ask(call)));
    List<String> best = SentStatements.with(part, () -> assertGood(askLimit(atBest, another)));

    assertThat(usher)
        .hasSize(13)
        .endsWith("COMMIT")
        .filteredOn(each -> each.startsWith("INSERT INTO audit_event "))
        .hasSize(2);
    assertThat(best).isEqualTo(usher);
  }

  @Test
  void theLimitOfAMemberChangeSendsWhatUsherSends() {
    assertSameOfMember(1, "memberOfLarge", 0);
    assertSameOfMember(population.groups(), "member", 2);
  }

  /**
   * While the group's row is locked, everybody else who changes the group waits.
   *
   * @param shown how many statements read the members of a small group for the answer
   */
  private static void assertSameOfMember(int group, String operation, int shown) {
    Load atBest = Load.onLimit(limit.base());
    for (boolean comes : List.of(true, false)) {
      String change = comes ? "INSERT INTO group_user " : "DELETE FROM group_user ";

      List<String> usher =
          SentStatements.with(
              change,
              () -> {
                Answer answer = server.ask(member(operation, group, 1, comes));
                assertGood(answer);
                limit.answer(operation, answer.status(), answer.body());
              });
      List<String> best =
          SentStatements.with(
              change, () -> assertGood(askLimit(atBest, member(operation, group, 2, comes))));

      assertThat(usher)
          .hasSize(6 + shown)
          .endsWith("COMMIT")
          .satisfies(
              sent -> {
                assertThat(sent.get(1)).endsWith("FOR UPDATE");
                assertThat(sent.get(2)).startsWith(change).doesNotContain("SELECT");
              });
      assertThat(best).isEqualTo(usher);
    }
  }

  /** By an outsider whom no workload gets to. */
  private static Call member(String operation, int group, int fromTheLast, boolean comes) {
    int number = population.people() + population.outsiders() + 1 - fromTheLast;
    String user = population.personIds().apply(number);
    String id = population.groupIds().apply(group);
    String patch =
        comes
            ? "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"%s\"}]}"
            : "{\"op\":\"remove\",\"path\":\"members[value eq \\\"%s\\\"]\"}";
    return Call.with(
        "PATCH",
        "/Groups/" + id,
        "{\"Operations\":[" + patch.formatted(user) + "]}",
        operation + "/" + id + ":" + user + ":" + comes);
  }

  private static Answer askLimit(Load atBest, Call call) {
    return atBest.ask(new Call("POST", "/" + call.limit(), call.body(), call.limit()));
  }

  private static void assertNoErrors(Workload workload, Figures figures) {
    assertThat(figures.errors()).as(workload.name() + " " + figures.firstError()).isZero();
    assertThat(figures.perSecond()).as("each connection is answered once").isPositive();
  }

  private static void assertGood(Answer answer) {
    assertThat(answer.good()).as(answer.text()).isTrue();
  }

  @Test
  void whatIsPlantedIsFoundByWhatIsAskedFor() {
    Person person = new Person(777);
    Answer found =
        server.ask(new Call("GET", "/Users/" + person.plantedId(), Optional.empty(), ""));
    String resource = new String(found.body(), StandardCharsets.UTF_8);

    assertThat(resource)
        .contains(person.userName(), person.externalId(), person.workEmail())
        .contains("\"groups\"", "\"licenses\":[\"TO_FULL\"]");
    assertThat(total("userName sw \"" + person.prefix() + "\"")).isEqualTo("50");
    assertThat(total("groups.value eq \"" + population.groupIds().apply(1) + "\""))
        .isEqualTo(Integer.toString(PEOPLE));
  }

  @Test
  void whoWasDeactivatedIsGivenBack() {
    String seats = total("licenses eq \"TO_FULL\"");
    String id = new Person(3).plantedId();
    assertGood(
        server.ask(
            Call.with(
                "PATCH",
                "/Users/" + id,
                "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}",
                "active/" + id + ":false")));
    assertThat(total("active eq false and id eq \"" + id + "\"")).isEqualTo("1");

    seeds.restore();

    assertThat(total("active eq false")).isEqualTo("0");
    assertThat(total("licenses eq \"TO_FULL\"")).isEqualTo(seats);
  }

  private static String total(String filter) {
    Answer answer =
        server.ask(
            new Call(
                "GET",
                "/Users?count=1&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8),
                Optional.empty(),
                ""));
    return new String(answer.body(), StandardCharsets.UTF_8)
        .replaceAll("(?s).*\"totalResults\":(\\d+).*", "$1");
  }
}
