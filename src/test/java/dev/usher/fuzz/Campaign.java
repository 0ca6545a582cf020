package dev.usher.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sends the requests of a range of numbers, several at once. */
final class Campaign {
  private static final int THREADS = 4;
  private static final int RENEW_EVERY = 1_000;
  private static final int WARM_UP = 200;

  /**
   * A request whose answer is wrong.
   *
   * @param number with the seed, what it is made from
   * @param what what is wrong
   * @param bytes the request as it was sent, in ASCII
   */
  record Finding(long number, String what, String bytes) {}

  private final long seed;
  private final Target target = new Target();

  Campaign(long seed) {
    this.seed = seed;
  }

  /**
   * Sends the requests of these numbers.
   *
   * @param goOn asked before each block of requests
   * @param progress gets the number of the next request after each block
   */
  List<Finding> run(long from, long to, BooleanSupplier goOn, Consumer<Long> progress)
      throws InterruptedException {
    List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
    target.renew();
    for (long number = 0; number < WARM_UP; number++) {
      attempt(-1 - number);
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (long block = from; block < to && goOn.getAsBoolean(); block += RENEW_EVERY) {
        target.renew();
        long end = Math.min(to, block + RENEW_EVERY);
        block(threads, block, end, findings);
        progress.accept(end);
      }
    } finally {
      threads.shutdownNow();
    }
    return findings;
  }

  private void block(ExecutorService threads, long from, long end, List<Finding> findings)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      running.add(
          threads.submit(
              () -> {
                for (long n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
                  attempt(n).ifPresent(findings::add);
                }
              }));
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private Optional<Finding> attempt(long number) {
    byte[] request = target.bytes(RequestMaker.make(seed, number));
    try {
      return new Attempt(target.port())
          .violation(request)
          .map(what -> new Finding(number, what, escaped(request)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\\' -> text.append("\\\\");
        default -> {
          if (b < ' ' || b == 0x7f) {
            text.append(String.format("\\x%02x", b & 0xff));
          } else {
            text.append((char) b);
          }
        }
      }
    }
    return text.toString().replaceAll("Bearer [^\\\\]*", "Bearer …");
  }
}
