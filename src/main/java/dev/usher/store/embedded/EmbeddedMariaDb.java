package dev.usher.store.embedded;

import dev.usher.store.DatabaseSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real MariaDB of Usher's own. It needs no installation, listens on a socket (or loopback), asks
 * for a generated password, and never deletes data. A server that dies is started again.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  static final String SCHEMA = "usher";
  static final String USER = "usher";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedMariaDb.class);

  private static final Duration OTHERS_START = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  private final String url;
  private final String password;
  private final Optional<Supervisor> server;

  private EmbeddedMariaDb(String url, String password, Optional<Supervisor> server) {
    this.url = url;
    this.password = password;
    this.server = server;
  }

  /**
   * Starts the server, makes its data directory on the first start, and stops what an Usher that
   * was killed left running.
   *
   * @throws EmbeddedDatabaseException saying in one line what is missing or who uses it already
   */
  public static EmbeddedMariaDb start(EmbeddedSettings settings) {
    return start(settings, new Startup());
  }

  /**
   * The same.
   *
   * @param startup may be given up by another thread, for as long as this has not returned
   */
  public static EmbeddedMariaDb start(EmbeddedSettings settings, Startup startup) {
    return tryStart(settings, startup)
        .orElseThrow(
            () ->
                new EmbeddedDatabaseException(
                    "another Usher is running on " + settings.directory()));
  }

  /** As {@link #start}, but empty when somebody else is running the server of that directory. */
  public static Optional<EmbeddedMariaDb> tryStart(EmbeddedSettings settings) {
    return tryStart(settings, new Startup());
  }

  private static Optional<EmbeddedMariaDb> tryStart(EmbeddedSettings settings, Startup startup) {
    Home home = Home.prepare(settings.directory());
    return HomeLock.tryAcquire(home).map(lock -> start(home, lock, settings, startup));
  }

  /**
   * For a command beside the server: uses the database that another Usher is running, or starts it
   * for as long as the command takes.
   */
  public static EmbeddedMariaDb connectOrStart(EmbeddedSettings settings) {
    Home home = Home.prepare(settings.directory());
    long deadline = System.nanoTime() + OTHERS_START.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Optional<HomeLock> lock = HomeLock.tryAcquire(home);
      if (lock.isPresent()) {
        return start(home, lock.get(), settings, new Startup());
      }
      String url = home.publishedUrl();
      if (!url.isEmpty()) {
        String password = home.passwordOrNew();
        if (ServerProcess.answers(url, password)) {
          return new EmbeddedMariaDb(url, password, Optional.empty());
        }
      }
      pause();
    }
    throw new EmbeddedDatabaseException(
        "another Usher runs on " + settings.directory() + ", but its database does not answer");
  }

  private static EmbeddedMariaDb start(
      Home home, HomeLock lock, EmbeddedSettings settings, Startup startup) {
    try {
      home.withdrawUrl();
      LeftOver.stopAllOn(home.unfinishedData(), startup);
      LeftOver.stopAllOn(home.data(), startup);
      CommandLine commandLine =
          new CommandLine(home, Programs.unpackedIn(settings.programs()), settings);
      String password = home.passwordOrNew();
      if (!home.hasData()) {
        log.info("Making a database in {}", home.directory());
        new Bootstrap(home, commandLine, startup).run(password);
      }
      Supervisor supervisor = new Supervisor(home, lock, commandLine, password);
      String url = supervisor.start(startup);
      return new EmbeddedMariaDb(url, password, Optional.of(supervisor));
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedDatabaseException("interrupted while waiting for the database", e);
    }
  }

  /** How to reach it, with the default pool and time-out. */
  public DatabaseSettings connection() {
    return DatabaseSettings.of(url, USER, password);
  }

  /** The process id of the server that this object runs; empty when another Usher runs it. */
  public Optional<Long> pid() {
    return server.map(Supervisor::pid);
  }

  /** Stops the server cleanly, unless another Usher runs it. */
  @Override
  public void close() {
    server.ifPresent(Supervisor::stop);
  }
}
