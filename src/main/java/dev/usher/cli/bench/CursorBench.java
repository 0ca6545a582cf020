package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.query.IndexWalks;
import dev.usher.store.Transactions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Measures that a walk by cursor meets everybody who is there throughout once, whoever else comes
 * and goes, and that its last pages are as fast as its first.
 */
public final class CursorBench {
  private static final int USERS = 200_000;
  private static final int WRITERS = 4;

  /** One planted user in so many goes while somebody walks. */
  private static final int GOING = 50;

  private static final int PAGE = 100;
  private static final int COMPARED = 20;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 6;

  /** How much slower the last pages may be than the first. */
  private static final double FLAT = 1.3;

  private static final List<String> ORDERS =
      List.of("", "&sortBy=userName", "&sortBy=displayName", "&sortBy=meta.lastModified");

  private final ObjectMapper json = new ObjectMapper();
  private final BenchClient client;
  private final PrintWriter out;
  private final AtomicBoolean walking = new AtomicBoolean(true);
  private final AtomicInteger nextGoing = new AtomicInteger(GOING);
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger deleted = new AtomicInteger();
  private final List<String> broken = new ArrayList<>();

  /**
   * @param token of an account with the users of {@link #plant}
   */
  public CursorBench(URI scimBase, String token, PrintWriter out) {
    this.client = new BenchClient(scimBase, token);
    this.out = out;
  }

  /** Adds the users that are walked over. */
  public static void plant(Transactions transactions, UUID account) {
    new Seeds(transactions, account, USERS, 0).plant();
  }

  /** Runs, prints a table, and tells whether every promise was kept. */
  public boolean run() throws InterruptedException, ExecutionException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> running = new ArrayList<>();
    IntStream.range(0, WRITERS).forEach(i -> running.add(writers.submit(() -> write(i))));
    try {
      print(
          "%-24s %8s %10s %10s %8s %13s %12s %7s",
          "walk", "pages", "users", "duplicates", "gaps", "first 20, ms", "last 20, ms", "ratio");
      ORDERS.forEach(this::walk);
      walkByIndex();
    } finally {
      walking.set(false);
      writers.shutdown();
    }
    for (Future<?> each : running) {
      each.get();
    }
    print("meanwhile %d writers: %d created, %d deleted", WRITERS, created.get(), deleted.get());
    promise(created.get() > 1_000 && deleted.get() > 1_000, "hardly anybody came or went");
    broken.forEach(promise -> print("BROKEN: %s", promise));
    print("%s", broken.isEmpty() ? "All promises kept." : broken.size() + " promises broken.");
    return broken.isEmpty();
  }

  /** Somebody comes, somebody who came before goes, and so does somebody who was there. */
  private void write(int writer) {
    String last = "";
    for (int i = 0; walking.get(); i++) {
      String name = "comer-%d-%d@example.org".formatted(writer, i);
      String body =
          client.ask(
              "POST",
              "/Users",
              "{\"userName\": \"%s\", \"displayName\": \"Person %d of %d\"}"
                  .formatted(name, i, writer));
      created.incrementAndGet();
      if (!last.isEmpty()) {
        delete(last);
      }
      last = read(body).path("id").asText();
      int going = nextGoing.getAndAdd(GOING);
      if (going <= USERS) {
        delete(new Person(going).plantedId());
      }
    }
  }

  private void delete(String id) {
    client.ask("DELETE", "/Users/" + id, "");
    deleted.incrementAndGet();
  }

  /** One whole walk, and then its first and last pages again and again. */
  private void walk(String order) {
    List<String> cursors = new ArrayList<>();
    Set<String> met = new HashSet<>();
    BitSet planted = new BitSet(USERS + Seeds.OUTSIDERS + 1);
    long users = 0;
    String cursor = "";
    do {
      cursors.add(cursor);
      JsonNode page = read(page(order, cursor));
      for (JsonNode user : page.path("Resources")) {
        String id = user.path("id").asText();
        met.add(id);
        users++;
        number(id).ifPresent(planted::set);
      }
      cursor = page.path("nextCursor").asText("");
    } while (!cursor.isEmpty());
    long gaps =
        IntStream.rangeClosed(1, USERS)
            .filter(number -> number % GOING != 0 && !planted.get(number))
            .count();
    String name =
        order.isEmpty() ? "in the default order" : order.substring(1).replace("sortBy=", "by ");
    Walk walk = new Walk(name, cursors.size(), users, users - met.size(), gaps);
    repeat(walk, order, cursors);
  }

  /**
   * A whole walk.
   *
   * @param duplicates how many users came more than once
   * @param gaps how many who were there throughout did not come
   */
  private record Walk(String name, int pages, long users, long duplicates, long gaps) {}

  private void repeat(Walk walk, String order, List<String> cursors) {
    // without the last one, which is not full
    List<String> last = cursors.subList(cursors.size() - 1 - COMPARED, cursors.size() - 1);
    List<Long> firstNanos = new ArrayList<>();
    List<Long> lastNanos = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (int i = 0; i < COMPARED; i++) {
        // in turns, so that whatever else the machine does falls on both
        long one = time(order, cursors.get(i));
        long other = time(order, last.get(i));
        if (round >= WARM_UP) {
          firstNanos.add(one);
          lastNanos.add(other);
        }
      }
    }
    report(walk, firstNanos, lastNanos);
  }

  /**
   * From where each page begins behind the one before. Its pages are read once, in their order,
   * since that is what makes them fast.
   */
  private void walkByIndex() {
    Set<String> met = new HashSet<>();
    BitSet planted = new BitSet(USERS + Seeds.OUTSIDERS + 1);
    List<Long> nanos = new ArrayList<>();
    int users = 0;
    int shown;
    int start = (int) IndexWalks.FAR + 1 - PAGE;
    do {
      long before = System.nanoTime();
      String body = client.ask("GET", "/Users?count=%d&startIndex=%d".formatted(PAGE, start), "");
      nanos.add(System.nanoTime() - before);
      JsonNode page = read(body).path("Resources");
      for (JsonNode user : page) {
        String id = user.path("id").asText();
        met.add(id);
        number(id).ifPresent(planted::set);
      }
      shown = page.size();
      users += shown;
      start += PAGE;
    } while (shown == PAGE);
    int first = planted.nextSetBit(0);
    long gaps =
        IntStream.rangeClosed(first, USERS)
            .filter(number -> number % GOING != 0 && !planted.get(number))
            .count();
    // without the one that is found by counting, and the one that is not full
    List<Long> far = nanos.subList(1, nanos.size() - 1);
    Walk walk =
        new Walk(
            "by index, from %,d".formatted(IndexWalks.FAR),
            nanos.size(),
            users,
            users - met.size(),
            gaps);
    report(walk, far.subList(0, COMPARED), far.subList(far.size() - COMPARED, far.size()));
  }

  private void report(Walk walk, List<Long> firstNanos, List<Long> lastNanos) {
    double first = median(firstNanos);
    double end = median(lastNanos);
    print(
        "%-24s %8d %10d %10d %8d %13.2f %12.2f %7.2f",
        walk.name, walk.pages, walk.users, walk.duplicates, walk.gaps, first, end, end / first);
    promise(walk.duplicates == 0, walk.name + ": %d users twice".formatted(walk.duplicates));
    promise(walk.gaps == 0, walk.name + ": %d users not met".formatted(walk.gaps));
    promise(
        end / first <= FLAT,
        walk.name
            + ": the last pages take %.2f times as long, at most %.1f"
                .formatted(end / first, FLAT));
  }

  private long time(String order, String cursor) {
    long start = System.nanoTime();
    page(order, cursor);
    return System.nanoTime() - start;
  }

  private String page(String order, String cursor) {
    return client.ask("GET", "/Users?count=%d&cursor=%s%s".formatted(PAGE, cursor, order), "");
  }

  /** The number of a planted user. */
  private static OptionalInt number(String id) {
    String prefix = new Person(0).plantedId().substring(0, 24);
    return id.startsWith(prefix)
        ? OptionalInt.of(Integer.parseInt(id.substring(24), 16))
        : OptionalInt.empty();
  }

  private static double median(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(sorted.size() / 2) / 1e6;
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }

  private void promise(boolean kept, String otherwise) {
    if (!kept) {
      broken.add(otherwise);
    }
  }
}
