package dev.usher.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.VisibleText;
import java.io.IOException;
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
import java.util.function.Function;

/**
 * A closed loop: each connection sends its next request when the last one is answered. What is
 * measured is what a client waits for.
 */
final class Load {
  /** How much of a text is shown. */
  private static final int SHOWN = 160;

  private final URI base;
  private final Optional<String> token;
  private final boolean limit;
  private final Function<Call, Optional<String>> bearers;

  private Load(
      URI base, Optional<String> token, boolean limit, Function<Call, Optional<String>> bearers) {
    this.base = base;
    this.token = token;
    this.limit = limit;
    this.bearers = bearers;
  }

  /** On a SCIM server. */
  static Load on(URI scimBase, String token) {
    return new Load(scimBase, Optional.of(token), false, call -> Optional.empty());
  }

  /**
   * On a SCIM server, with several accounts.
   *
   * @param bearers the token of each request
   */
  static Load on(URI scimBase, Function<Call, String> bearers) {
    return new Load(scimBase, Optional.empty(), false, bearers.andThen(Optional::of));
  }

  /** On the limit. */
  static Load onLimit(URI base) {
    return new Load(base, Optional.empty(), true, call -> Optional.empty());
  }

  /**
   * Runs a workload.
   *
   * @param warmUp what comes first and is not measured
   * @throws MeasurementException when a request was not answered
   */
  Figures run(Workload workload, int connections, Duration warmUp, Duration measured) {
    return tally(workload, connections, warmUp, measured).figures();
  }

  /**
   * The same, to be added to other runs. Each connection goes on until it has sent and been
   * answered one request in the time that is measured, which lasts as long then.
   */
  Tally tally(Workload workload, int connections, Duration warmUp, Duration measured) {
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
      Tally all = new Tally();
      long last = end;
      for (Future<Loop> each : loops) {
        Loop loop = each.get();
        all.add(loop.tally);
        last = Math.max(last, loop.last);
      }
      all.lasted(Duration.ofNanos(last - begin));
      all.used(ProcessorTime.used().minus(usedBefore));
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw MeasurementException.failed(workload.name(), e.getCause());
      }
      throw new IllegalStateException(workload.name() + ": " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * What a server answers to a request.
   *
   * @throws MeasurementException when it does not answer
   */
  Answer ask(Call call) {
    try (LastingConnection connection = new LastingConnection(base, token)) {
      int status = connection.sendForBody(call.method(), call.path(), call.body());
      return new Answer(status, connection.body());
    } catch (IOException e) {
      throw MeasurementException.failed(call.method() + " " + shown(call.path()), e);
    }
  }

  /**
   * What an answer that is not good comes to, with the detail that the server gives (RFC 7644
   * §3.12).
   */
  MeasurementException refused(Call call, Answer answer) {
    String detail = detail(answer);
    String words =
        "%s %s was answered %d".formatted(call.method(), shown(call.path()), answer.status());
    return MeasurementException.answered(
        detail.isEmpty() ? words : words + ": " + shown(detail), answer.status());
  }

  private static String detail(Answer answer) {
    try {
      return new ObjectMapper().readTree(answer.body()).path("detail").asText();
    } catch (IOException e) {
      return ""; // a server may refuse in another language than SCIM's
    }
  }

  /** One short line, without the token, which a server may repeat. */
  private String shown(String text) {
    String line = VisibleText.line(token.map(each -> text.replace(each, "***")).orElse(text));
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
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
    private final Tally tally = new Tally();
    private long last;

    Loop(Workload workload, long begin, long end) {
      this.workload = workload;
      this.begin = begin;
      this.end = end;
      this.last = end;
    }

    Loop run() throws IOException {
      try (LastingConnection connection = new LastingConnection(base, token)) {
        for (long now = System.nanoTime(); now < end || !tally.hasAnswers(); ) {
          Call call = workload.next();
          String path = limit ? "/" + call.limit() : call.path();
          int status = connection.send(call.method(), path, call.body(), bearers.apply(call));
          long done = System.nanoTime();
          tally.sent();
          if (status / 100 != 2) {
            tally.failed(shown(path) + " was answered " + status, status);
          }
          count(connection.repeatedAt().orElse(now), done);
          now = done;
        }
        tally.waited(connection.waits(), connection.waited());
      }
      return this;
    }

    private void count(long from, long to) {
      boolean measured = to >= begin && (to <= end || !tally.hasAnswers());
      if (!measured) {
        return;
      }
      tally.answered();
      last = Math.max(last, to);
      if (from >= begin) {
        tally.took(to - from);
      }
    }
  }
}
