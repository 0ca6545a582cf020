package dev.usher.cli.bench;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Requests of one kind, as many as are wanted, no two in a row for the same person. */
final class Workload {
  private final String name;
  private final Kind kind;
  private final Targets targets;
  private final LongFunction<Call> calls;
  private final AtomicLong sequence = new AtomicLong();

  enum Kind {
    READ,
    WRITE
  }

  /**
   * What is promised on two processors.
   *
   * @param aloneMillis the median with one connection
   * @param crowdMillis the median with sixteen
   * @param crowdWorstMillis the 99th percentile with sixteen
   * @param flat whether more users may make it hardly slower: {@link EarlierRun#FLAT}
   */
  record Targets(
      Optional<Double> aloneMillis,
      Optional<Double> crowdMillis,
      Optional<Double> crowdWorstMillis,
      boolean flat) {

    static Targets none() {
      return new Targets(Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    static Targets alone(double millis) {
      return new Targets(Optional.of(millis), Optional.empty(), Optional.empty(), true);
    }

    static Targets lookup() {
      return new Targets(Optional.of(2.0), Optional.of(4.0), Optional.of(15.0), true);
    }

    /** The same for what has to pass over users that it does not answer. */
    Targets growing() {
      return new Targets(aloneMillis, crowdMillis, crowdWorstMillis, false);
    }
  }

  /**
   * @param calls by the number of the call, from 0
   */
  Workload(String name, Kind kind, Targets targets, LongFunction<Call> calls) {
    this.name = name;
    this.kind = kind;
    this.targets = targets;
    this.calls = calls;
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  Targets targets() {
    return targets;
  }

  /** The next request. */
  Call next() {
    return calls.apply(sequence.getAndIncrement());
  }
}
