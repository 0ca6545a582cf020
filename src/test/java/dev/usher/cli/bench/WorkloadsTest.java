package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.cli.Wiring;
import dev.usher.cli.bench.Load.Answer;
import dev.usher.store.plain.PlainTransactions;
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
  private static final int WORKERS = 12;
  private static final Duration MOMENT = Duration.ofMillis(200);

  private static Load server;
  private static LimitServer limit;
  private static Workloads workloads;
  private static Population population;

  @BeforeAll
  static void plant() {
    TestAccount account =
        TestServer.shared().account("activation=direct", "rateLimit=off", "callerRateLimit=off");
    Seeds seeds =
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
    limit = new LimitServer(operations, WORKERS);
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

    List<String> usher = SentStatements.addingUsers(() -> assertGood(server.ask(call)));
    List<String> best =
        SentStatements.addingUsers(
            () ->
                assertGood(
                    atBest.ask(
                        new Call("POST", "/" + another.limit(), another.body(), another.limit()))));

    assertThat(usher)
        .hasSize(11)
        .endsWith("COMMIT")
        .filteredOn(each -> each.startsWith("INSERT INTO audit_event "))
        .hasSize(2);
    assertThat(best).isEqualTo(usher);
  }

  private static void assertNoErrors(Workload workload, Figures figures) {
    assertThat(figures.errors()).as(workload.name() + " " + figures.firstError()).isZero();
    assertThat(figures.perSecond()).as(workload.name()).isPositive();
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
