package dev.usher.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/fuzz}. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "Sends mutated requests to a server on an embedded database.")
public final class Fuzz implements Callable<Integer> {
  private static final long PROGRESS_EVERY = 10_000;

  @Option(
      names = "--requests",
      defaultValue = "100000",
      description = "How many; ${DEFAULT-VALUE}.")
  private long requests;

  @Option(names = "--seed", defaultValue = "1", description = "What they are made from.")
  private long seed;

  @Option(names = "--from", description = "The first number; where the last run of the seed ended.")
  private Long from;

  @Option(names = "--seconds", defaultValue = "36000", description = "How long at most.")
  private long seconds;

  /** Runs it and ends with 1 after findings. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Fuzz()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path state = Path.of("target/fuzz/next-" + seed);
    Files.createDirectories(state.getParent());
    long first = from != null ? from : Files.exists(state) ? read(state) : 0;
    long start = System.nanoTime();
    System.err.printf("fuzz: requests %d to %d of seed %d%n", first, first + requests - 1, seed);
    List<Campaign.Finding> findings =
        new Campaign(seed)
            .run(
                first,
                first + requests,
                () -> since(start).toSeconds() < seconds,
                next -> progress(state, next, first, start));
    for (Campaign.Finding finding : findings) {
      System.out.printf(
          "%s%n  scripts/fuzz --seed %d --from %d --requests 1%n  %s%n",
          finding.what(), seed, finding.number(), finding.bytes());
    }
    System.err.printf("fuzz: %d findings in %d s%n", findings.size(), since(start).toSeconds());
    return findings.isEmpty() ? 0 : 1;
  }

  private void progress(Path state, long next, long first, long start) {
    try {
      Files.writeString(state, Long.toString(next));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if ((next - first) % PROGRESS_EVERY == 0) {
      System.err.printf(
          "fuzz: %,d requests, %d a second%n",
          next - first, (next - first) * 1_000 / Math.max(1, since(start).toMillis()));
    }
  }

  private static long read(Path state) throws IOException {
    return Long.parseLong(Files.readString(state).strip());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
