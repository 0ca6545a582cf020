package dev.usher.stress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Callers that ask at the same time, each on a connection of its own, until they are stopped. */
final class Crowd implements AutoCloseable {
  private static final byte[] NOTHING = {};

  /** Spares the processors, which the server shares, those who are refused at once. */
  private static final long PAUSE_AFTER_REFUSAL_MILLIS = 50;

  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_BYTES_MILLIS = 1_000;
  private static final int SLOW_BODY = 4_000;
  private static final int SMALL_BUFFER = 4_096;

  private final int port;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile long end;

  Crowd(int port) {
    this.port = port;
  }

  /** A request. */
  record Call(String method, String path, String token, byte[] body) {
    static Call get(String path, String token) {
      return new Call("GET", path, token, NOTHING);
    }

    static Call of(String method, String path, String token, String body) {
      return new Call(method, path, token, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One try of a caller. */
  private interface Turn {
    void run(Tally tally, int number) throws IOException, InterruptedException;
  }

  /**
   * Callers that ask at a fixed rate, all together. What is late counts from when it was due.
   *
   * @param calls the call of a number
   */
  void steady(String kind, int callers, double perSecond, IntFunction<Call> calls) {
    long interval = (long) (TimeUnit.SECONDS.toNanos(1) * callers / perSecond);
    Tally tally = tally(kind);
    for (int i = 0; i < callers; i++) {
      int caller = i;
      threads.execute(() -> steadily(tally, interval, n -> calls.apply(n * callers + caller)));
    }
  }

  private void steadily(Tally tally, long interval, IntFunction<Call> calls) {
    long due = System.nanoTime() + interval;
    Wire wire = null;
    for (int number = 0; !stopped; number++) {
      try {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        if (wire == null || !wire.keepsAlive()) {
          close(wire);
          wire = connect(Optional.empty());
        }
        tally.answered(ask(wire, calls.apply(number)), System.nanoTime() - due);
        due += interval;
      } catch (IOException e) {
        if (stopped) {
          break;
        }
        close(wire);
        wire = null;
        tally.cutOff();
        due += interval;
      } catch (InterruptedException e) {
        break;
      }
    }
    close(wire);
    for (; end - due >= LATE_NANOS; due += interval) { // also those that it never came to
      tally.unanswered(end - due);
    }
  }

  private Wire connect(Optional<Integer> receiveBuffer) throws IOException {
    Wire wire = new Wire(port, receiveBuffer, open::remove);
    open.add(wire);
    return wire;
  }

  private static int ask(Wire wire, Call call) throws IOException {
    wire.send(call.method(), call.path(), call.token(), call.body());
    return wire.answer();
  }

  /** Callers that ask again as soon as they are answered. */
  void greedy(String kind, int callers, Call call) {
    each(
        kind,
        callers,
        (tally, number) -> {
          long begun = System.nanoTime();
          int status;
          try (Wire wire = connect(Optional.empty())) {
            status = ask(wire, call);
          }
          tally.answered(status, System.nanoTime() - begun);
          if (status >= 400) {
            Thread.sleep(PAUSE_AFTER_REFUSAL_MILLIS);
          }
        });
  }

  /** Callers whose bodies come byte by byte, half of them without a token. */
  void slowBodies(String kind, int callers, String token) {
    each(
        kind,
        callers,
        (tally, number) -> {
          boolean stranger = number % 2 == 0;
          long begun = System.nanoTime();
          try (Wire wire = connect(Optional.empty())) {
            wire.sendHead(
                "POST",
                stranger ? "/oauth/token" : "/scim/v2/Users",
                stranger ? "" : token,
                SLOW_BODY);
            for (int sent = 0; sent < SLOW_BODY && !wire.answered() && !stopped; sent++) {
              wire.sendByte(' ');
              Thread.sleep(BETWEEN_BYTES_MILLIS);
            }
            if (!stopped) {
              tally.answered(wire.answer(), System.nanoTime() - begun);
            }
          }
        });
  }

  /** Callers that ask for much and read a byte a second. */
  void slowReaders(String kind, int callers, Call call) {
    each(
        kind,
        callers,
        (tally, number) -> {
          try (Wire wire = connect(Optional.of(SMALL_BUFFER))) {
            wire.send(call.method(), call.path(), call.token(), call.body());
            while (!stopped) {
              wire.readByte();
              Thread.sleep(BETWEEN_BYTES_MILLIS);
            }
          }
        });
  }

  private void each(String kind, int callers, Turn turn) {
    Tally tally = tally(kind);
    for (int i = 0; i < callers; i++) {
      int number = i;
      threads.execute(() -> repeat(tally, number, turn));
    }
  }

  private void repeat(Tally tally, int number, Turn turn) {
    while (!stopped) {
      try {
        turn.run(tally, number);
      } catch (IOException e) {
        cutOff(tally);
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void cutOff(Tally tally) {
    if (!stopped) {
      tally.cutOff();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_REFUSAL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Wire wire) {
    try {
      if (wire != null) {
        wire.close();
      }
    } catch (IOException e) {
      // it is of no more use either way
    }
  }

  private Tally tally(String kind) {
    Tally tally = new Tally(kind);
    tallies.put(kind, tally);
    return tally;
  }

  /** In the order in which the callers came. */
  List<Tally> tallies() {
    return List.copyOf(tallies.values());
  }

  /** Stops all callers. What is late by more than a second then is counted as unanswered. */
  void stop() throws InterruptedException {
    end = System.nanoTime();
    stopped = true;
    threads.shutdownNow();
    while (!threads.awaitTermination(PAUSE_AFTER_REFUSAL_MILLIS, TimeUnit.MILLISECONDS)) {
      open.forEach(Crowd::close); // a read of a socket knows no interruption
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
