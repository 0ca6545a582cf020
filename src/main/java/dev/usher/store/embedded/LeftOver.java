package dev.usher.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived its Usher. It is known by the data directory in its command line, never by
 * a process id alone: after a reboot that number may be anybody's.
 */
final class LeftOver {
  private static final Logger log = LoggerFactory.getLogger(LeftOver.class);

  /** A clean stop writes what is only in memory; a killed server recovers it from its log. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private LeftOver() {}

  /**
   * Stops every server on that data directory. The caller holds the lock of the home.
   *
   * @param startup may be given up by another thread
   */
  static void stopAllOn(Path data, Startup startup) {
    for (ProcessHandle process : on(data)) {
      log.info("Stopping the database server {} of an Usher that was killed", process.pid());
      startup.began(process);
      stop(process);
      startup.passed();
    }
  }

  static List<ProcessHandle> on(Path data) {
    String argument = CommandLine.dataArgument(data);
    return ProcessHandle.allProcesses()
        .filter(process -> arguments(process.pid()).contains(argument))
        .toList();
  }

  /** SIGTERM, and SIGKILL when that does not help. Returns when the process has ended. */
  static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.warn(
          "The database server {} did not stop within {} s and is killed",
          process.pid(),
          PATIENCE.toSeconds());
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new EmbeddedDatabaseException("the database server cannot be stopped: " + e, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The arguments of a process, none for one that has ended or is not to be seen. */
  private static List<String> arguments(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
