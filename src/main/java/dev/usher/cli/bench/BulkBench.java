package dev.usher.cli.bench;

import dev.usher.scim.bulk.BulkRequest;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures what a Bulk of creations saves against as many requests, one after another. */
public final class BulkBench {
  private static final int CREATIONS = 1_000;
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;

  /** How much of the time of single requests a Bulk may take. */
  private static final double MOST = 0.25;

  private final BenchClient client;
  private final PrintWriter out;
  private int users;

  public BulkBench(URI scimBase, String token, PrintWriter out) {
    this.client = new BenchClient(scimBase, token);
    this.out = out;
  }

  /** Runs, prints a table, and tells whether the promise was kept. */
  public boolean run() {
    out.printf("%-10s %18s %18s %8s%n", "", "1,000 POSTs, s", "one Bulk, s", "ratio");
    List<Double> singles = new ArrayList<>();
    List<Double> bulks = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double single = single();
      double bulk = bulk();
      boolean counts = round >= WARM_UP;
      print(counts ? "round " + (round - WARM_UP + 1) : "warm-up", single, bulk);
      if (counts) {
        singles.add(single);
        bulks.add(bulk);
      }
    }
    double ratio = print("median", median(singles), median(bulks));
    boolean kept = ratio <= MOST;
    out.println(
        kept
            ? "The promise is kept: at most %.2f.".formatted(MOST)
            : "BROKEN: a Bulk took %.2f of the time of single requests, at most %.2f"
                .formatted(ratio, MOST));
    out.flush();
    return kept;
  }

  private double print(String what, double single, double bulk) {
    out.printf("%-10s %18.2f %18.2f %8.3f%n", what, single, bulk, bulk / single);
    out.flush();
    return bulk / single;
  }

  /** One connection: the next request leaves when the last answer is there. */
  private double single() {
    List<String> bodies = bodies();
    long start = System.nanoTime();
    bodies.forEach(body -> client.ask("POST", "/Users", body));
    return secondsSince(start);
  }

  private double bulk() {
    String operations =
        bodies().stream()
            .map(
                body ->
                    "{\"method\": \"POST\", \"path\": \"/Users\", \"bulkId\": \"b%d\", \"data\": %s}"
                        .formatted(++users, body))
            .collect(Collectors.joining(","));
    String message =
        "{\"schemas\": [\"%s\"], \"Operations\": [%s]}".formatted(BulkRequest.URN, operations);
    long start = System.nanoTime();
    String answer = client.ask("POST", "/Bulk", message);
    double taken = secondsSince(start);
    int created = answer.split("\"status\":\"201\"", -1).length - 1;
    if (created != CREATIONS) {
      throw new IllegalStateException("the Bulk created " + created);
    }
    return taken;
  }

  private List<String> bodies() {
    return IntStream.range(0, CREATIONS)
        .mapToObj(
            i -> {
              String name = "bench%d@example.org".formatted(++users);
              return """
              {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "%s",
               "name": {"givenName": "Bench", "familyName": "Person %d"}, "active": true,
               "emails": [{"value": "%s", "type": "work", "primary": true}]}"""
                  .formatted(name, users, name);
            })
        .toList();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
