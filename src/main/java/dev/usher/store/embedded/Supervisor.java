package dev.usher.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one server running, at one address, until it is told to stop. */
final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Home home;
  private final HomeLock lock;
  private final CommandLine commandLine;
  private final String password;
  private final int port;
  private final Startup restarts = new Startup();
  private ServerProcess current;
  private boolean released;

  /**
   * @param lock released when the server has stopped
   */
  Supervisor(Home home, HomeLock lock, CommandLine commandLine, String password) {
    this.home = home;
    this.lock = lock;
    this.commandLine = commandLine;
    this.password = password;
    this.port = home.socketFits() ? 0 : freePort();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("no free port for the database: " + e, e);
    }
  }

  /**
   * Starts the server and returns its JDBC URL when it answers.
   *
   * @param startup may be given up by another thread
   */
  synchronized String start(Startup startup) {
    current = ServerProcess.start(home, commandLine, password, port, startup);
    home.publishUrl(current.url());
    // A thread of its own: the one that reaps processes has a tiny stack.
    current.process().onExit().thenAcceptAsync(this::ended, Supervisor::inBackground);
    log.info("The database server {} is running", current.process().pid());
    return current.url();
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "database-supervisor");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized long pid() {
    return current.process().pid();
  }

  private synchronized void ended(Process process) {
    if (restarts.isStopped()) {
      return;
    }
    log.error(
        "The database server {} ended with exit code {} (see {}); starting it again",
        process.pid(),
        process.exitValue(),
        home.log());
    Duration pause = SHORTEST_PAUSE;
    try {
      TimeUnit.MILLISECONDS.timedWait(this, pause.toMillis());
      while (!restarts.isStopped() && !started()) {
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        TimeUnit.MILLISECONDS.timedWait(this, pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean started() {
    try {
      start(restarts);
      return true;
    } catch (EmbeddedDatabaseException e) {
      if (!restarts.isStopped()) {
        log.error("The database server did not start again: {}", e.getMessage());
      }
      return false;
    } catch (RuntimeException | Error e) { // or it would never be tried again
      log.error("The database server did not start again", e);
      return false;
    }
  }

  /** Returns when the server has stopped, cleanly if it could. A restart is given up. */
  void stop() {
    restarts.close(); // outside of the monitor, which a restart holds
    release();
  }

  private synchronized void release() {
    if (released) {
      return;
    }
    released = true;
    notifyAll();
    try {
      current.stop();
      home.withdrawUrl();
    } finally {
      lock.close();
    }
  }
}
