package dev.usher.cli.bench;

import com.fasterxml.uuid.Generators;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.GroupWrite;
import dev.usher.store.seed.SeedMapper;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures that the cost of changing a group does not depend on its size, and that reading a large
 * one does not fill the heap.
 */
public final class GroupBench {
  /** The sizes that are compared. */
  public static final List<Integer> SIZES = List.of(10, 1_000, 100_000);

  private static final int LARGEST = 100_000;
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 120;
  private static final int MANY = 100;

  /** How much slower the largest group may be than the smallest. */
  private static final double FLAT = 1.5;

  private static final double MOST_MILLIS_FOR_MANY = 15;
  private static final long MOST_HEAP = 512L << 20;
  private static final int READERS = 8;
  private static final int READS_EACH = 2;

  private final BenchClient client;
  private final Map<Integer, UUID> groups;
  private final PrintWriter out;
  private final List<String> broken = new ArrayList<>();

  /** What is measured, and what is done before and after it so that all rounds are alike. */
  private enum Step {
    ADD_ONE("add 1 member", 1),
    REMOVE_ONE("remove 1 member", 1),
    ADD_MANY("add 100 members", MANY),
    RENAME("PATCH displayName", 0);

    private final String label;
    private final int members;

    Step(String label, int members) {
      this.label = label;
      this.members = members;
    }
  }

  /**
   * @param groups by size, one of each of {@link #SIZES}
   */
  public GroupBench(URI scimBase, String token, Map<Integer, UUID> groups, PrintWriter out) {
    this.client = new BenchClient(scimBase, token);
    this.groups = groups;
    this.out = out;
  }

  /** Runs, prints each figure as it is measured, and tells whether every promise was kept. */
  public boolean run() throws InterruptedException, ExecutionException {
    print("%-20s %14s %14s %14s %8s", "median, ms", "10 members", "1,000", "100,000", "ratio");
    for (Step step : Step.values()) {
      judge(step, measure(step));
    }
    read();
    broken.forEach(promise -> print("BROKEN: %s", promise));
    print("%s", broken.isEmpty() ? "All promises kept." : broken.size() + " promises broken.");
    return broken.isEmpty();
  }

  private void print(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }

  /** Sizes take turns, so that whatever else the machine does falls on all of them. */
  private Map<Integer, Double> measure(Step step) {
    Map<Integer, List<Long>> nanos = new TreeMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (int size : SIZES) {
        long taken = once(step, size, round);
        if (round >= WARM_UP) {
          nanos.computeIfAbsent(size, each -> new ArrayList<>()).add(taken);
        }
      }
    }
    Map<Integer, Double> medians = new TreeMap<>();
    nanos.forEach((size, each) -> medians.put(size, median(each)));
    return medians;
  }

  /** Leaves the members as they were. */
  private long once(Step step, int size, int round) {
    String path = "/Groups/" + groups.get(size);
    int first = LARGEST + 1 + round % (Seeds.OUTSIDERS - MANY);
    switch (step) {
      case ADD_ONE, ADD_MANY -> {
        long taken = client.patch(path, members("add", first, step.members));
        client.patch(path, members("remove", first, step.members));
        return taken;
      }
      case REMOVE_ONE -> {
        client.patch(path, members("add", first, step.members));
        return client.patch(
            path,
            "{\"op\": \"remove\", \"path\": \"members[value eq \\\"%s\\\"]\"}"
                .formatted(new Person(first).plantedId()));
      }
      case RENAME -> {
        return client.patch(
            path,
            "{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"Group of %d, round %d\"}"
                .formatted(size, round));
      }
    }
    throw new IllegalStateException("not a step: " + step);
  }

  private static String members(String op, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> "{\"value\": \"%s\"}".formatted(new Person(number).plantedId()))
        .collect(
            Collectors.joining(
                ",", "{\"op\": \"%s\", \"path\": \"members\", \"value\": [".formatted(op), "]}"));
  }

  private void judge(Step step, Map<Integer, Double> medians) {
    double small = medians.get(SIZES.get(0));
    double large = medians.get(LARGEST);
    double ratio = large / small;
    print(
        "%-20s %14.2f %14.2f %14.2f %8.2f",
        step.label, small, medians.get(SIZES.get(1)), large, ratio);
    promise(
        ratio <= FLAT,
        "%s: %.2f times as slow in the largest group, at most %.1f"
            .formatted(step.label, ratio, FLAT));
    if (step == Step.ADD_MANY) {
      promise(
          Math.max(small, large) <= MOST_MILLIS_FOR_MANY,
          "%s: more than %.0f ms".formatted(step.label, MOST_MILLIS_FOR_MANY));
    }
  }

  private static double median(Collection<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2) / 1e6;
  }

  private void read() throws InterruptedException, ExecutionException {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    long start = System.nanoTime();
    long bytes = 0;
    try {
      Callable<Long> read = this::readLargest;
      for (Future<Long> each : readers.invokeAll(Collections.nCopies(READERS * READS_EACH, read))) {
        bytes += each.get();
      }
    } finally {
      readers.shutdownNow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long perRead = bytes / (READERS * READS_EACH);
    long peak = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    long limit = Runtime.getRuntime().maxMemory();
    print(
        "%d readers of 100,000 members: %.1f s a read, %d MB each, heap at most %d of %d MB",
        READERS, seconds / READS_EACH, perRead >> 20, peak >> 20, limit >> 20);
    promise(
        limit <= MOST_HEAP,
        "the heap may grow to %d MB: run by scripts/bench".formatted(limit >> 20));
    promise(
        perRead >= 100_000L * new Person(1).plantedId().length(),
        "an answer did not have all members");
  }

  private long readLargest() {
    long start = System.nanoTime();
    long bytes = client.read("/Groups/" + groups.get(LARGEST));
    print("  one read: %.2f s", (System.nanoTime() - start) / 1e9);
    return bytes;
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private void promise(boolean kept, String otherwise) {
    if (!kept) {
      broken.add(otherwise);
    }
  }

  /**
   * Plants people, and groups of each of {@link #SIZES}, in an account without any.
   *
   * @return the ids of the groups, by size
   */
  public static Map<Integer, UUID> plant(Transactions transactions, UUID account) {
    new Seeds(transactions, account, LARGEST, 0).plant();
    Map<Integer, UUID> groups = new TreeMap<>();
    for (int size : SIZES) {
      groups.put(size, transactions.write(tx -> plant(tx, account, size)));
    }
    return groups;
  }

  private static UUID plant(Tx tx, UUID account, int size) {
    UUID group = Generators.timeBasedEpochGenerator().generate();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    tx.mapper(GroupMapper.class)
        .insert(new GroupWrite(account, group, "Group of " + size, null, null, 1, now), now);
    tx.mapper(SeedMapper.class).members(account, group, 1, size);
    return group;
  }
}
