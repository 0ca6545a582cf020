package dev.usher.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: each connection sends its next request when the last one is answered. What is
 * measured is what a client waits for.
 */
final class Load {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int DIGITS = 3;

  private final URI base;
  private final Optional<String> token;
  private final boolean limit;

  private Load(URI base, Optional<String> token, boolean limit) {
    this.base = base;
    this.token = token;
    this.limit = limit;
  }

  /** On a SCIM server. */
  static Load on(URI scimBase, String token) {
    return new Load(scimBase, Optional.of(token), false);
  }

  /** On the limit. */
  static Load onLimit(URI base) {
    return new Load(base, Optional.empty(), true);
  }

  /**
   * Runs a workload.
   *
   * @param warmUp what comes first and is not measured
   */
  Figures run(Workload workload, int connections, Duration warmUp, Duration measured) {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      Duration usedBefore = ProcessorTime.used();
      long begin = System.nanoTime() + warmUp.toNanos();
      long end = begin + measured.toNanos();
      List<Future<Loop>> loops = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Callable<Loop> loop = () -> new Loop(workload, begin, end).run();
        loops.add(threads.submit(loop));
      }
      Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
      long requests = 0;
      long answered = 0;
      long errors = 0;
      Optional<String> firstError = Optional.empty();
      for (Future<Loop> each : loops) {
        Loop loop = each.get();
        latencies.add(loop.latencies);
        requests += loop.requests;
        answered += loop.answered;
        errors += loop.errors;
        firstError = firstError.or(() -> loop.firstError);
      }
      Duration used = ProcessorTime.used().minus(usedBefore);
      double cpuMicros = used.toNanos() / 1e3 / Math.max(requests, 1);
      return Figures.of(answered, latencies, measured, cpuMicros, errors, firstError);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(workload.name() + ": " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** What a server answers to a request. */
  Answer ask(Call call) {
    try (HttpConnection connection = new HttpConnection(base, token)) {
      int status = connection.sendForBody(call.method(), call.path(), call.body());
      return new Answer(status, connection.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer that is looked at. */
  record Answer(int status, byte[] body) {
    boolean good() {
      return status / 100 == 2;
    }

    String text() {
      return status + " " + new String(body, StandardCharsets.UTF_8);
    }
  }

  /** One connection's. */
  private final class Loop {
    private final Workload workload;
    private final long begin;
    private final long end;
    private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
    private long requests;
    private long answered;
    private long errors;
    private Optional<String> firstError = Optional.empty();

    Loop(Workload workload, long begin, long end) {
      this.workload = workload;
      this.begin = begin;
      this.end = end;
    }

    Loop run() throws IOException {
      try (HttpConnection connection = new HttpConnection(base, token)) {
        for (long now = System.nanoTime(); now < end; ) {
          Call call = workload.next();
          String path = limit ? "/" + call.limit() : call.path();
          int status = connection.send(call.method(), path, call.body());
          long done = System.nanoTime();
          requests++;
          if (status / 100 != 2) {
            errors++;
            firstError = firstError.or(() -> Optional.of(path + " was answered " + status));
          }
          if (done >= begin && done <= end) {
            answered++;
            if (now >= begin) {
              latencies.recordValue(Math.min(done - now, LONGEST_NANOS));
            }
          }
          now = done;
        }
      }
      return this;
    }
  }
}
