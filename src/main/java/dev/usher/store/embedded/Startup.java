package dev.usher.store.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A start that another thread may give up: what it has begun ends within seconds then. A server
 * that recovers from a crash does not react to SIGTERM and is killed; it begins its recovery again
 * at the next start. One that has started is not stopped here.
 */
public final class Startup implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Optional<ProcessHandle> underWay = Optional.empty();
  private boolean stopped;

  /**
   * Notes a process that has to end when the start is given up.
   *
   * @throws EmbeddedDatabaseException when that has happened; the process is ended
   */
  void began(ProcessHandle process) {
    synchronized (this) {
      if (!stopped) {
        underWay = Optional.of(process);
        return;
      }
    }
    end(process);
    throw gaveUp();
  }

  /**
   * Notes that the process has started or ended.
   *
   * @throws EmbeddedDatabaseException when the start has been given up; the process is ended
   */
  synchronized void passed() {
    underWay = Optional.empty();
    if (stopped) {
      throw gaveUp();
    }
  }

  /** Whether the start has been given up. */
  synchronized boolean isStopped() {
    return stopped;
  }

  private static EmbeddedDatabaseException gaveUp() {
    return new EmbeddedDatabaseException("stopped while the database was starting");
  }

  /** Gives up the start that is under way, and each that begins later. */
  @Override
  public void close() {
    Optional<ProcessHandle> process;
    synchronized (this) {
      stopped = true;
      process = underWay;
    }
    process.ifPresent(Startup::end);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
