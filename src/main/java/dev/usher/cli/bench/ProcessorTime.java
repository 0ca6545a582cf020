package dev.usher.cli.bench;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * What this process and those it has started, the embedded database, have used of the processors.
 */
final class ProcessorTime {

  private ProcessorTime() {}

  static Duration used() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
